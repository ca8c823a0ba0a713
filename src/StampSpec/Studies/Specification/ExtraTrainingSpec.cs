using StampSpec.Sky;
using StampSpec.Sky.Injection;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of alerts that are made rather than read: <c>synthetic</c> and <c>inject</c>.</summary>
internal static class ExtraTrainingSpec
{
    private static readonly SpecKey<int> AlertsKey = Spec.Required("alerts", Spec.Integer(1, 10_000_000), "Alerts drawn.");

    private static readonly SpecKey<ClassMix> MixKey = Spec.WithDefault(
        "mix", Spec.Choice(("published", ClassMix.Published), ("balanced", ClassMix.Balanced)), "published", "How often each class occurs.");

    /// <summary>Alerts of the synthetic survey.</summary>
    public static SpecMapping<SyntheticAlerts> Synthetic { get; } = new(
        "a synthetic survey", [AlertsKey, MixKey], reader => new SyntheticAlerts(reader.Get(AlertsKey), new SurveySettings { Mix = reader.Get(MixKey) }));

    private static readonly SpecKey<SkyClass> InjectedClassKey = Spec.Required(
        "class", Spec.Choice([.. EventInjection.Classes.Select(c => (c.Label(), c))]), "The class injected.");

    private static readonly SpecKey<int> InjectedCountKey = Spec.Required("count", Spec.Integer(1, 10_000_000), "Alerts made.");

    private static readonly SpecKey<string> IntoKey = Spec.Optional(
        "into", PathText(), "Alerts that serve as backgrounds, without those of labelled objects; the unlabelled ones of data where absent.");

    /// <summary>One injection.</summary>
    public static SpecMapping<Injection> Injection { get; } = new(
        "an injection",
        [InjectedClassKey, InjectedCountKey, IntoKey],
        reader => new Injection(reader.Get(InjectedClassKey), reader.Get(InjectedCountKey), reader.TryGet(IntoKey, out var into) ? into : null));

    /// <summary>The survey's part.</summary>
    public static readonly SpecKey<SyntheticAlerts> SyntheticKey = Spec.Optional("synthetic", Synthetic, "Alerts of the synthetic survey.");

    /// <summary>The injections.</summary>
    public static readonly SpecKey<IReadOnlyList<Injection>> InjectKey = Spec.Optional(
        "inject", Spec.OneOrMore(Injection), "Events injected into real alerts.");

    /// <summary>The keys.</summary>
    public static SpecMapping<ExtraTraining> Declaration { get; } = new("a set of further training alerts", [SyntheticKey, InjectKey], Build);

    /// <summary>The values of these keys in a mapping that holds them.</summary>
    public static ExtraTraining Build(SpecReader reader) => new(
        reader.TryGet(SyntheticKey, out var synthetic) ? synthetic : null, reader.TryGet(InjectKey, out var injections) ? injections : []);

    /// <summary>Such alerts as the values of these keys.</summary>
    /// <param name="extra">The alerts.</param>
    /// <param name="folder">The folder that paths are written relative to.</param>
    public static OrderedDictionary<string, object> Write(ExtraTraining extra, string folder)
    {
        var written = new OrderedDictionary<string, object>();
        if (extra.Synthetic is { } synthetic)
        {
            written[SyntheticKey.Name] = Write(synthetic);
        }

        if (extra.Injections.Count > 0)
        {
            written[InjectKey.Name] = Write(extra.Injections, folder);
        }

        return written;
    }

    /// <summary>A synthetic survey as the values of its keys.</summary>
    public static OrderedDictionary<string, object> Write(SyntheticAlerts synthetic) =>
        new() { [AlertsKey.Name] = synthetic.Count, [MixKey.Name] = synthetic.Survey.Mix.Name };

    /// <summary>Injections as a list of the values of their keys.</summary>
    public static OrderedDictionary<string, object>[] Write(IReadOnlyList<Injection> injections, string folder) => [.. injections.Select(i => Write(i, folder))];

    private static OrderedDictionary<string, object> Write(Injection injection, string folder)
    {
        var written = new OrderedDictionary<string, object> { [InjectedClassKey.Name] = injection.Class.Label(), [InjectedCountKey.Name] = injection.Count };
        if (injection.BackgroundsPath is { } into)
        {
            written[IntoKey.Name] = Path.GetRelativePath(folder, into).Replace('\\', '/');
        }

        return written;
    }

    /// <summary>A path relative to the spec, or to the working folder where it comes from the command line; whether it exists is asked when it is read.</summary>
    public static SpecValue<string> PathText() => Spec.Text("a path, relative to this file")
        .Then((text, node, _) => Path.GetFullPath(Path.Combine(node.Place.Folder, text)));
}
