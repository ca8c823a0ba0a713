using System.CommandLine;
using System.Globalization;
using StampSpec.Alerts.Reading;
using StampSpec.Cli.Output;
using StampSpec.Common;
using StampSpec.Imaging.Pictures;
using StampSpec.Imaging.Simulation;
using StampSpec.Layouts.Specification;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec simulate ALERTS --out DIR</c>: simulates ZTF alerts at LSST's resolution.</summary>
internal static class SimulateCommand
{
    private const int MostPreviewed = 24;
    private const int ProgressStep = 100;

    private static readonly Argument<string> Alerts = new("ALERTS") { Description = ReadingOptions.Alerts };

    private static readonly ReadingOptions Reading = new();

    private static readonly Option<DirectoryInfo> Out = new("--out")
    {
        HelpName = "DIR",
        Description = "Folder for the FITS files and manifest.csv; a run that was stopped continues from the files there.",
        Required = true,
    };

    private static readonly Option<string> Mapping = ChoiceOption.Create(
        "--mapping",
        "How the angles of the input are mapped to those of LSST.",
        ResamplingMappingNames.All,
        "seeing-scaled"
    );
    private static readonly Option<string> Band = ChoiceOption.Create(
        "--band",
        "LSST band whose PSF and noise the result gets.",
        [.. LsstBand.All.Select(b => b.Name)],
        "r"
    );

    private static readonly Option<bool> AllowDeconvolution = new("--allow-deconvolution")
    {
        Description = "Allow the angular mapping to sharpen the PSF; the noise gain and the lost power are reported.",
    };

    private static readonly Option<bool> Correlated = new("--correlated-noise")
    {
        Description = "Keep the correlation that resampling gives to noise instead of whitening the noise.",
    };

    private static readonly Option<bool> Packets = new("--packets")
    {
        Description = "Also write CANDID.avro: each alert as an LSST-like packet of schema 11.",
    };

    private static readonly Option<bool> Preview = new("--preview")
    {
        Description = "Also write preview.png, which shows the first alerts before and after.",
    };

    private static readonly Option<string?> Layout = new("--layout")
    {
        HelpName = "LAYOUT",
        Description = "Layout whose fields of view the preview outlines; default: rubin-proposal.",
    };

    private static readonly Option<ulong> SeedValue = SeedOption.Create("Seed of the added noise.");

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "simulate",
            "Simulate ZTF alerts at LSST's resolution: science, template and difference as Rubin ships them."
        )
        {
            Alerts,
            Out,
            Mapping,
            Band,
            AllowDeconvolution,
            Correlated,
            Packets,
            Preview,
            Layout,
            SeedValue,
        };
        Reading.AddTo(command);
        // The work runs on another thread, because an interrupt is handled only after the action has returned its task.
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), cancellation));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var settings = Settings(parsed);
        if (settings.Problems() is { Count: > 0 } problems)
        {
            throw new InvalidInputException(problems);
        }

        var sheet = parsed.GetValue(Preview) ? new ContactSheet(Outlines(parsed.GetValue(Layout) ?? "rubin-proposal")) : null;
        var path = parsed.GetRequiredValue(Out).FullName;
        string[] alerts = [parsed.GetRequiredValue(Alerts)];
        var options = Reading.Of(parsed, alerts, cancellation);
        var readings = AlertFiles.Read(alerts, options);
        var folder = new SimulationFolder(path, settings, new Seed(parsed.GetValue(SeedValue)), parsed.GetValue(Packets));
        var outcomes = options.Kafka.Follow(folder.Run(readings, Environment.ProcessorCount), outcome => outcome.Reading.Source);
        var (done, unplaced, bad) = (0, 0, new List<Diagnostic>());
        Reading.Run(parsed, options, keepsPart: true, () =>
            (done, unplaced, bad) = Simulate(outcomes, sheet, parsed.InvocationConfiguration.Error, cancellation)
        );
        folder.WriteProblems(bad);
        if (sheet is { Count: > 0 })
        {
            AtomicFile.Write(Path.Combine(path, "preview.png"), sheet.ToPng());
        }

        var error = parsed.InvocationConfiguration.Error;
        var isWritten = Directory.Exists(path);
        if (isWritten)
        {
            error.WriteLine(settings.TruthInWords);
            DiagnosticText.WriteUnplaced(error, unplaced);
        }

        var place = isWritten ? " (problems.csv)" : "; nothing was written";
        error.WriteLine(
            FormattableString.Invariant($"{done} alerts simulated, {folder.DoneBefore} done before, {bad.Count} failed{place}")
        );
        return done + folder.DoneBefore == 0 && bad.Count > 0 ? ExitCode.WrongInput : ExitCode.Done;
    }

    private static (int Done, int Unplaced, List<Diagnostic> Bad) Simulate(
        IEnumerable<SimulationOutcome> outcomes,
        ContactSheet? sheet,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        using var problems = new ProblemLines(error);
        var (done, unplaced, bad, cost) = (0, 0, new List<Diagnostic>(), (DeconvolutionCost?)null);
        foreach (var outcome in outcomes)
        {
            cancellation.ThrowIfCancellationRequested();
            if (outcome.Simulated is not { } simulated)
            {
                bad.Add(outcome.Problem!);
                problems.Write(outcome.Problem!);
                continue;
            }

            done++;
            unplaced += simulated.Alert.Note is null ? 0 : 1;
            State(ref cost, simulated.Report.Deconvolution, error);
            if (sheet is { Count: < MostPreviewed })
            {
                sheet.Add(outcome.Reading.Alert!, simulated.Alert);
            }

            if (done % ProgressStep == 0)
            {
                error.WriteLine(FormattableString.Invariant($"{done} alerts"));
            }
        }

        return (done, unplaced, bad);
    }

    private static void State(ref DeconvolutionCost? stated, DeconvolutionCost? cost, TextWriter error)
    {
        if (stated is null && cost is not null)
        {
            stated = cost;
            error.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"deconvolution: noise gain {cost.NoiseGain:0.0}, lost power {cost.LostPower:0.0 %} in the first "
                        + $"alert; the manifest lists them for each alert"
                )
            );
        }
    }

    private static SimulationSettings Settings(ParseResult parsed) =>
        new()
        {
            Mapping = ResamplingMappingNames.Parse(parsed.GetRequiredValue(Mapping))
                ?? throw new InvalidOperationException("a mapping that is not in the list was accepted"),
            Band = LsstBand.Find(parsed.GetRequiredValue(Band))
                ?? throw new InvalidOperationException("a band that is not in the list was accepted"),
            AllowDeconvolution = parsed.GetValue(AllowDeconvolution),
            Whiten = !parsed.GetValue(Correlated),
        };

    private static double[] Outlines(string layout) => [.. LayoutLibrary.Load(layout).Scales.Select(s => s.Pixels * s.PixelScaleArcsec)];
}
