using StampSpec.Specs;

namespace StampSpec.Tests.Specs;

/// <summary>A document that uses every kind of value, to test the mechanism without a real spec.</summary>
internal sealed record Recipe(
    string Name,
    int Portions,
    double Heat,
    Recipe.Mood Taste,
    IReadOnlyList<string> Tags,
    IReadOnlyDictionary<string, double> Amounts,
    string? Picture,
    double Rest
)
{
    public enum Mood
    {
        Sweet,
        VerySour,
    }

    private static readonly SpecKey<string> NameKey = Spec.Required("name", Spec.Name(), "What it is called.");
    private static readonly SpecKey<int> PortionsKey = Spec.WithDefault(
        "portions",
        Spec.Integer(1, 12, "a pot holds 1 to 12 portions"),
        "4",
        "How many eat."
    );
    private static readonly SpecKey<double> HeatKey = Spec.Required("heat", Spec.NumberAbove(0, 600, unit: SpecUnit.Arcsec), "How hot.");
    private static readonly SpecKey<Mood> TasteKey = Spec.WithDefault("taste", Spec.Choice<Mood>(), "sweet", "What it tastes of.");
    private static readonly SpecKey<IReadOnlyList<string>> TagsKey = Spec.WithDefault(
        "tags",
        Spec.OneOrMore(Spec.Text()),
        "[plain]",
        "Words."
    );
    private static readonly SpecKey<IReadOnlyDictionary<string, double>> AmountsKey = Spec.Optional(
        "amounts",
        Spec.Map("ingredient", Spec.Number(0)),
        "Grams."
    );

    private static readonly SpecKey<string> PictureKey = Spec.Optional("picture", Spec.ExistingFile(), "A photograph.");

    private static readonly SpecKey<double> HoursKey = Spec.Required("hours", Spec.Number(0, 10), "Hours.");

    private static readonly SpecKey<double> RestKey = Spec.WithDefault(
        "rest",
        Spec.OneOf(Spec.Number(0, 10), new SpecMapping<double>("a rest", [HoursKey], r => r.Get(HoursKey))),
        "{hours: 2}",
        "How long it rests."
    );

    public static SpecDocument<Recipe> Document { get; } =
        new(
            "recipe",
            "How to cook.",
            new SpecMapping<Recipe>(
                "a recipe",
                [NameKey, PortionsKey, HeatKey, TasteKey, TagsKey, AmountsKey, PictureKey, RestKey],
                Build,
                Check
            )
        );

    private static Recipe Build(SpecReader reader) =>
        new(
            reader.Get(NameKey),
            reader.Get(PortionsKey),
            reader.Get(HeatKey),
            reader.Get(TasteKey),
            reader.Get(TagsKey),
            reader.TryGet(AmountsKey, out var amounts) ? amounts : new Dictionary<string, double>(),
            reader.TryGet(PictureKey, out var picture) ? picture : null,
            reader.Get(RestKey)
        );

    private static void Check(SpecReader reader)
    {
        if (reader.TryGet(PortionsKey, out var portions) && reader.TryGet(HeatKey, out var heat) && portions > heat)
        {
            reader.Error(HeatKey, "recipe.cold", "the heat does not cook so many portions", "write more heat");
        }
    }
}
