using StampSpec.Sky;
using StampSpec.Sky.Injection;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of alerts that are made rather than read: <c>synthetic</c> and <c>inject</c>.</summary>
internal static class ExtraTrainingSpec
{
    private const int MostAlerts = 10_000_000;

    /// <summary>Alerts of the synthetic survey.</summary>
    public static SpecMapping<SyntheticAlerts> Synthetic { get; } = new SpecRecord<SyntheticAlerts>(
            "a synthetic survey", new SyntheticAlerts(0, new SurveySettings()))
        .Required("alerts", Spec.Integer(1, MostAlerts), "Alerts drawn.", a => a.Count, (a, count) => a with { Count = count })
        .WithDefault(
            "mix",
            Spec.Choice(("published", ClassMix.Published), ("balanced", ClassMix.Balanced)),
            "published",
            "How often each class occurs.",
            a => a.Survey.Mix,
            (a, mix) => a with { Survey = a.Survey with { Mix = mix } })
        .ToMapping();

    /// <summary>One injection.</summary>
    public static SpecMapping<Injection> Injection { get; } = new SpecRecord<Injection>("an injection", new Injection(default, 0, null))
        .Required(
            "class",
            Spec.Choice([.. EventInjection.Classes.Select(c => (c.Label(), c))]),
            "The class injected.",
            i => i.Class,
            (i, injected) => i with { Class = injected })
        .Required("count", Spec.Integer(1, MostAlerts), "Alerts made.", i => i.Count, (i, count) => i with { Count = count })
        .Key(
            "into",
            PathText(),
            "Alerts that serve as backgrounds, without those of labelled objects; the unlabelled ones of data where absent.",
            i => i.BackgroundsPath,
            (i, path) => i with { BackgroundsPath = path })
        .ToMapping();

    /// <summary>The survey's part.</summary>
    public static readonly SpecKey<ExtraTraining, SyntheticAlerts> SyntheticKey = new(
        "synthetic", Synthetic, "Alerts of the synthetic survey.", e => e.Synthetic, (e, alerts) => e with { Synthetic = alerts });

    /// <summary>The injections.</summary>
    public static readonly SpecKey<ExtraTraining, IReadOnlyList<Injection>> InjectKey = new(
        "inject",
        Spec.OneOrMore(Injection),
        "Events injected into real alerts.",
        e => e.Injections,
        (e, injections) => e with { Injections = injections },
        isWritten: e => e.Injections.Count > 0);

    /// <summary>The keys, for mappings that hold them among others.</summary>
    public static SpecRecord<ExtraTraining> Record { get; } = new SpecRecord<ExtraTraining>(
            "a set of further training alerts", new ExtraTraining(null, []))
        .Key(SyntheticKey)
        .Key(InjectKey);

    /// <summary>The keys.</summary>
    public static SpecMapping<ExtraTraining> Declaration { get; } = Record.ToMapping();

    /// <summary>A path relative to the spec, or to the working folder where it comes from the command line; whether it exists is asked when it is read.</summary>
    public static SpecValue<string> PathText() => Spec.Text("a path, relative to this file")
        .Then((text, node, _) => Path.GetFullPath(Path.Combine(node.Place.Folder, text)), PathValue.Relative);
}
