using System.CommandLine;
using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Cli.Output;
using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Specs;

namespace StampSpec.Cli.Commands;

/// <summary>
/// The settings of one run of <c>stampspec budget</c>: a record for each mode, with only the settings that apply to the mode.
/// </summary>
internal abstract record BudgetSettings
{
    /// <summary>The costs of layouts.</summary>
    /// <param name="Layouts">At least one.</param>
    /// <param name="Packet">Name or path of the packet around the stamps; null for as-shipped and dmtn-102.</param>
    /// <param name="Flow">The flow of alerts.</param>
    /// <param name="Data">Alerts on which compressed sizes are measured; may be empty.</param>
    /// <param name="Reading">How they are read.</param>
    /// <param name="Serialisations">Serialisations to list.</param>
    /// <param name="Encodings">Encodings to list.</param>
    /// <param name="Planes">Names of the planes with which layouts are counted.</param>
    /// <param name="Format">How the rows are written.</param>
    public sealed record Costs(
        IReadOnlyList<StampLayout> Layouts,
        string? Packet,
        AlertFlow Flow,
        IReadOnlyList<string> Data,
        AlertReadingOptions Reading,
        IReadOnlyList<Serialisation> Serialisations,
        IReadOnlyList<PixelEncoding> Encodings,
        IReadOnlyList<string> Planes,
        string Format
    ) : BudgetSettings;

    /// <summary>The layouts that fit a number of bytes.</summary>
    /// <param name="Bytes">For the stamps of all images of an alert together.</param>
    /// <param name="Layouts">
    /// Layouts whose planes, images and PSF are kept; if there are none, the search covers layouts with any planes.
    /// </param>
    /// <param name="Images">Images of an alert if no layout is given.</param>
    /// <param name="IsWhole">True to list every layout that fits; false for the first ten in Avro.</param>
    /// <param name="Format">How the rows are written.</param>
    public sealed record Fitting(long Bytes, IReadOnlyList<StampLayout> Layouts, int Images, bool IsWhole, string Format) : BudgetSettings;

    /// <summary>The numbers of DMTN-102 next to ours.</summary>
    /// <param name="Format">How the rows are written.</param>
    public sealed record KeyNumbers(string Format) : BudgetSettings;

    /// <summary>Real packets, measured.</summary>
    /// <param name="Packets">Packets, folders and archives.</param>
    /// <param name="Reading">How they are read.</param>
    /// <param name="Folder">Where the tables and the figure are written.</param>
    /// <param name="AtMost">Maximum number of alerts of each survey; null for all.</param>
    public sealed record Measuring(IReadOnlyList<string> Packets, AlertReadingOptions Reading, string Folder, int? AtMost) : BudgetSettings;

    /// <summary>Reads the command line: first its mode, then the settings of that mode.</summary>
    /// <exception cref="InvalidInputException">A value is invalid, or an argument does not apply to the mode.</exception>
    public static BudgetSettings Parse(ParseResult parsed)
    {
        var mode = BudgetMode.Of(parsed);
        return mode == BudgetMode.KeyNumbers ? new KeyNumbers(FormatOf(parsed))
            : mode == BudgetMode.Measuring ? ParseMeasuring(parsed)
            : mode == BudgetMode.Fitting ? ParseFitting(parsed)
            : ParseCosts(parsed);
    }

    private static Measuring ParseMeasuring(ParseResult parsed)
    {
        var folder = parsed.GetValue(BudgetOptions.Out)
            ?? throw InvalidInputException.Of(
                "budget.no-folder",
                "--measure writes tables and a figure, but no folder is given",
                fix: "add --out DIR"
            );
        FreshOption.RequireEmpty(folder, parsed.GetValue(BudgetOptions.Fresh));
        return new Measuring(
            parsed.GetValue(BudgetOptions.Measure) ?? [],
            SchemasOption.Of(parsed, BudgetOptions.Schemas),
            folder,
            parsed.GetValue(BudgetOptions.AtMost)
        );
    }

    private static Fitting ParseFitting(ParseResult parsed)
    {
        RefuseSeparateUnit(parsed);
        var layouts = LoadLayouts(parsed);
        var images = parsed.GetValue(BudgetOptions.Images);
        if (layouts.Count > 0 && BudgetOptions.IsTyped(parsed, BudgetOptions.Images))
        {
            throw InvalidInputException.Of(
                "budget.option",
                "--images does not apply to --fit with a layout, because the images of the layout are kept",
                fix: "remove --images, or remove the layout"
            );
        }

        var isWhole = parsed.GetValue(BudgetOptions.Everything);
        return new Fitting(parsed.GetValue(BudgetOptions.Fit)!.Value, layouts, images, isWhole, FormatOf(parsed));
    }

    /// <summary>A unit after a space would be taken for the name of a layout.</summary>
    private static void RefuseSeparateUnit(ParseResult parsed)
    {
        var bytes = parsed.GetValue(BudgetOptions.Fit)!.Value;
        var first = parsed.GetValue(BudgetOptions.Layouts)?.FirstOrDefault();
        if (first is not null && Quantity.Bytes(1, long.MaxValue).UnitOf(first) is { } unit)
        {
            throw InvalidInputException.Of(
                "budget.unit",
                FormattableString.Invariant($"{first} after --fit {bytes} is a unit, and a unit follows its number without a space"),
                fix: FormattableString.Invariant($"write --fit {bytes}{unit}")
            );
        }
    }

    private static Costs ParseCosts(ParseResult parsed)
    {
        var layouts = LoadLayouts(parsed);
        return layouts.Count == 0
            ? throw InvalidInputException.Of(
                "budget.no-layout",
                "no layout is given",
                fix: "name a layout, such as " + string.Join(", ", LayoutLibrary.Names)
            )
            : new Costs(
                layouts,
                parsed.GetValue(BudgetOptions.Packet),
                BudgetOptions.FlowOf(parsed),
                parsed.GetValue(BudgetOptions.Data) ?? [],
                SchemasOption.Of(parsed, BudgetOptions.Schemas),
                Chosen(parsed, BudgetOptions.Serialisations, Serialisation.Parse, Serialisation.All, "avro"),
                Chosen(parsed, BudgetOptions.Encodings, PixelEncoding.Parse, PixelEncoding.All, "none"),
                PlanesOf(parsed),
                FormatOf(parsed)
            );
    }

    private static List<StampLayout> LoadLayouts(ParseResult parsed)
    {
        var layouts = new List<StampLayout>();
        var findings = new List<Diagnostic>();
        foreach (var name in parsed.GetValue(BudgetOptions.Layouts) ?? [])
        {
            try
            {
                layouts.Add(LayoutLibrary.Load(name));
            }
            catch (InvalidInputException invalid)
            {
                findings.AddRange(invalid.Diagnostics);
            }
        }

        return findings.Count == 0 ? layouts : throw new InvalidInputException(findings);
    }

    private static IReadOnlyList<T> Chosen<T>(
        ParseResult parsed,
        Option<string[]> option,
        Func<string, T> parse,
        IReadOnlyList<T> all,
        string usual
    ) =>
        parsed.GetValue(option) is { Length: > 0 } names ? [.. names.Select(parse)]
        : parsed.GetValue(BudgetOptions.Everything) ? all
        : [parse(usual)];

    private static string[] PlanesOf(ParseResult parsed)
    {
        const string Own = "own";
        string[] names = parsed.GetValue(BudgetOptions.Planes) ?? [];
        if (names.Contains("all"))
        {
            return [.. StampCosts.PlaneSets.Where(set => set != Own)];
        }

        var unknown = names.FirstOrDefault(name => !StampCosts.PlaneSets.Contains(name));
        return unknown is null
            ? names.Length == 0
                ? [Own]
                : [.. names.Distinct()]
            : throw InvalidInputException.Of(
                "budget.planes",
                $"there is no set of planes called {unknown}",
                fix: $"write one of {string.Join(", ", StampCosts.PlaneSets)}, or all"
            );
    }

    private static string FormatOf(ParseResult parsed) => parsed.GetRequiredValue(BudgetOptions.Format);
}
