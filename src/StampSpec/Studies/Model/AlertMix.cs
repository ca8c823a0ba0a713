using StampSpec.Sky.Scenes;

namespace StampSpec.Studies.Model;

/// <summary>The shares of the classes in a stream of alerts, under which a study scores its predictions a second time.</summary>
/// <param name="Name">Name in tables and captions.</param>
/// <param name="Shares">Share of each class, in [0, 1]; they sum to 1.</param>
internal sealed record AlertMix(string Name, IReadOnlyDictionary<string, double> Shares)
{
    /// <summary>Name of a mix whose shares a spec gives.</summary>
    public const string OwnName = "own";

    /// <summary>A stream as Rubin might send it.</summary>
    public static AlertMix Rubin { get; } = Of(ClassMix.Rubin);

    /// <summary>The alerts of the published study.</summary>
    public static AlertMix Published { get; } = Of(ClassMix.Published);

    /// <summary>A mix from weights in any unit, such as counts.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="weights">Weight of each class, 0 or more, at least one above 0.</param>
    public static AlertMix Of(string name, IReadOnlyDictionary<string, double> weights)
    {
        var total = weights.Values.Sum();
        return new AlertMix(name, weights.ToDictionary(w => w.Key, w => w.Value / total, StringComparer.Ordinal));
    }

    /// <summary>The same mix without the classes that a study does not have.</summary>
    public AlertMix Only(IReadOnlyCollection<string> classes) =>
        Of(Name, classes.ToDictionary(c => c, c => Shares.GetValueOrDefault(c), StringComparer.Ordinal));

    private static AlertMix Of(ClassMix mix) =>
        Of(mix.Name, Enum.GetValues<SkyClass>().ToDictionary(c => c.Label(), c => mix[c], StringComparer.Ordinal));
}
