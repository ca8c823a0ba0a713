using StampSpec.Sky.Scenes;

namespace StampSpec.Studies.Model;

/// <summary>The shares of the classes in a stream of alerts, under which a study scores its predictions a second time.</summary>
/// <param name="Name">Name in tables and captions.</param>
/// <param name="Shares">Share of each class, in [0, 1]; they sum to 1.</param>
internal sealed record AlertMix(string Name, IReadOnlyDictionary<string, double> Shares)
{
    /// <summary>Name of a mix whose shares a spec gives.</summary>
    public const string OwnName = "own";

    /// <summary>
    /// A stream as Rubin might send it, averaged over ecliptic and galactic latitudes. No shares have been published; these follow from
    /// assumed counts per deg^2 of one visit in r after the cut on reliability, and are a choice: b 60 deg off the ecliptic 100 variable
    /// stars, 130 AGN, 28 supernovae, 15 asteroids, 15 bogus and 0.3 satellites, 450 asteroids on the ecliptic, 1,000 variable stars at
    /// b 20 deg.
    /// </summary>
    public static AlertMix Rubin { get; } =
        Of(
            "rubin",
            new Dictionary<string, double>(StringComparer.Ordinal)
            {
                ["agn"] = 0.22,
                ["asteroid"] = 0.20,
                ["bogus"] = 0.08,
                ["satellite"] = 0.001,
                ["sn"] = 0.05,
                ["vs"] = 0.45,
            }
        );

    /// <summary>The alerts of the published study.</summary>
    public static AlertMix Published { get; } =
        Of("published", Enum.GetValues<SkyClass>().ToDictionary(c => c.Label(), c => ClassMix.Published[c], StringComparer.Ordinal));

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
}
