using System.CommandLine;
using System.CommandLine.Parsing;
using StampSpec.Alerts;
using StampSpec.Cli.Output;
using StampSpec.Common;
using StampSpec.Imaging.Simulation;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;
using StampSpec.Specs;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec synthesize</c>: writes synthetic alerts of ZTF or Rubin as Avro packets with a label table.</summary>
internal static class SynthesizeCommand
{
    private const int MostAlerts = 10_000_000;
    private const int LastFirstAlert = 1_000_000_000;
    private const string Ztf = "ztf";
    private const string Lsst = "lsst";

    private static readonly Option<string> Folder = new("--out")
    {
        Description = "Folder to write to; it must be new or empty.",
        HelpName = "DIR",
        Required = true,
    };

    private static readonly Option<int> Alerts = QuantityOption.Required<int>(
        "--alerts",
        "N",
        "Number of alerts.",
        Quantity.Whole(1, MostAlerts)
    );

    private static readonly Option<int> First = QuantityOption.WithDefault(
        "--first",
        "N",
        "Number of the first alert. Alerts of the same number have the same candid and object, whatever the "
            + "seed, so give two sets that are used together different numbers.",
        Quantity.Whole(0, LastFirstAlert),
        0
    );

    private static readonly Option<ulong> Seed = SeedOption.Create("Seed; the same seed gives the same alerts.");

    private static readonly Option<string> Mix = ChoiceOption.Create(
        "--mix",
        "How often each class occurs.",
        [ClassMix.Published.Name, ClassMix.Balanced.Name, ClassMix.Rubin.Name],
        ClassMix.Published.Name
    );

    private static readonly Option<string> Survey = ChoiceOption.Create(
        "--survey",
        "The survey that sees the sky: ztf, or lsst with pixels of 0.2 arcsec, Rubin's depth, variances and PSFs.",
        [Ztf, Lsst],
        Ztf
    );

    private static readonly Option<string?> Band = new("--band")
    {
        Description = "Band of Rubin's alerts: u, g, r, i, z or y; the default is r. ZTF's alerts are in g and r.",
        HelpName = "BAND",
    };

    private static readonly Option<int?> CutoutPixels = QuantityOption.Optional<int>(
        "--cutout-pixels",
        "N",
        "Pixels a side of Rubin's cutouts, 30 to 679; the default is 192, or 38 arcsec.",
        Quantity.Whole(SurveySettings.LeastCutoutPixels, SurveySettings.MostCutoutPixels)
    );

    private static readonly Option<double?> Seeing = QuantityOption.Optional<double>(
        "--seeing",
        "ARCSEC",
        "FWHM of the PSF of every visit of Rubin, 0.4 to 2; without it, each visit has its own, as observed.",
        Quantity.Arcsec(SurveySettings.BestSeeingArcsec, SurveySettings.WorstSeeingArcsec)
    );

    private static readonly Option<int?> TemplateVisits = QuantityOption.Optional<int>(
        "--template-visits",
        "N",
        "Number of visits in every template of Rubin, 1 to 1000; without it, each template has its own, 40 in the median.",
        Quantity.Whole(1, SurveySettings.MostTemplateVisits)
    );

    private static readonly Option<string[]> Classes = new("--classes")
    {
        Description = "Write only these classes: " + string.Join(", ", SkyClassLabels.All) + ".",
        HelpName = "CLASS",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        Classes.AcceptOneOf([.. SkyClassLabels.All]);
        Band.AcceptOneOf([.. LsstBand.All.Select(b => b.Name)]);
        var command = new Command("synthesize", "Write synthetic alerts of ZTF or Rubin as real Avro packets, and labels.csv.")
        {
            Folder,
            Alerts,
            First,
            Seed,
            Survey,
            Band,
            CutoutPixels,
            Seeing,
            TemplateVisits,
            Mix,
            Classes,
        };
        command.Validators.Add(RefuseRubinsOptionsForZtf);
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var mix = ClassMix.Find(parsed.GetRequiredValue(Mix))!;
        if (parsed.GetValue(Classes) is { Length: > 0 } labels)
        {
            mix = mix.Only([.. labels.Select(label => SkyClassLabels.Find(label)!.Value)]);
        }

        var folder = parsed.GetRequiredValue(Folder);
        var count = parsed.GetRequiredValue(Alerts);
        var error = parsed.InvocationConfiguration.Error;
        var alerts = SyntheticSurvey.Generate(SettingsOf(parsed, mix), count, new Seed(parsed.GetRequiredValue(Seed)));
        SurveyFolder.Write(folder, alerts, new WrittenAlerts(error, count), cancellation);
        parsed.InvocationConfiguration.Output.WriteLine(Path.Combine(folder, "labels.csv"));
        return ExitCode.Done;
    }

    private static SurveySettings SettingsOf(ParseResult parsed, ClassMix mix)
    {
        var settings = new SurveySettings { Mix = mix, FirstAlert = parsed.GetRequiredValue(First) };
        return parsed.GetRequiredValue(Survey) == Ztf
            ? settings
            : settings with
            {
                Survey = SurveyKind.Lsst,
                Band = parsed.GetValue(Band) ?? settings.Band,
                CutoutPixels = parsed.GetValue(CutoutPixels) ?? settings.CutoutPixels,
                SeeingArcsec = parsed.GetValue(Seeing),
                TemplateVisits = parsed.GetValue(TemplateVisits),
            };
    }

    private static void RefuseRubinsOptionsForZtf(CommandResult result)
    {
        if (result.GetResult(Survey)?.Tokens is [{ Value: Lsst }])
        {
            return;
        }

        foreach (
            var option in new Option[] { Band, CutoutPixels, Seeing, TemplateVisits }.Where(o => result.GetResult(o) is { Implicit: false })
        )
        {
            result.AddError($"{option.Name} applies only to --survey lsst");
        }
    }

    // Writes at most ten lines, whatever the number of alerts.
    private sealed class WrittenAlerts(TextWriter error, int count) : IProgress<int>
    {
        private int _tenths;

        public void Report(int value)
        {
            var tenths = (int)(10L * value / count);
            if (tenths > _tenths)
            {
                _tenths = tenths;
                error.WriteLine(FormattableString.Invariant($"{value} of {count} alerts"));
            }
        }
    }
}
