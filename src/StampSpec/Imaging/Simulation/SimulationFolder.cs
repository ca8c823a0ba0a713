using System.Globalization;
using CsvHelper;
using StampSpec.Alerts;
using StampSpec.Alerts.Lsst;
using StampSpec.Alerts.Reading;
using StampSpec.Common;

namespace StampSpec.Imaging.Simulation;

/// <summary>
/// A folder of simulated alerts: CANDID-science.fits, CANDID-template.fits, CANDID-difference.fits, optionally the whole packet as
/// CANDID.avro, and manifest.csv with a row for each alert in the order of the input. A row is written after its files, so that a run that
/// was stopped can continue where its manifest ends.
/// </summary>
public sealed class SimulationFolder
{
    /// <summary>The manifest's name.</summary>
    public const string ManifestName = "manifest.csv";

    /// <summary>The name of the list of alerts that could not be simulated.</summary>
    public const string ProblemsName = "problems.csv";

    private static readonly (string File, string What)[] OtherWork =
    [
        ("cut.json", "a cut"),
        ("summary.json", "a study"),
        ("labels.csv", "a survey"),
    ];

    private static readonly CutoutKind[] Kinds = [CutoutKind.Science, CutoutKind.Template, CutoutKind.Difference];

    private readonly string _path;
    private readonly SimulationSettings _settings;
    private readonly Seed _seed;
    private readonly bool _writesPackets;
    private readonly HashSet<long> _done;

    /// <summary>Opens a folder, or prepares one, which is created with its first alert.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="settings">What is simulated.</param>
    /// <param name="seed">Seed of the added noise.</param>
    /// <param name="writesPackets">True to write each alert also as an LSST-like packet, an Avro container with one alert.</param>
    /// <exception cref="InvalidInputException">
    /// The folder contains a simulation with other settings or another seed, or a study, a cut or a survey.
    /// </exception>
    public SimulationFolder(string path, SimulationSettings settings, Seed seed, bool writesPackets = false)
    {
        _path = path;
        _settings = settings;
        _seed = seed;
        _writesPackets = writesPackets;
        RequireNoOtherWork();
        _done = ReadDone();
        DoneBefore = _done.Count;
    }

    /// <summary>Number of alerts in the folder when it was opened.</summary>
    public int DoneBefore { get; }

    /// <summary>
    /// Simulates alerts on several threads and writes them in order. Yields, for each reading that is not yet in the folder, the simulated
    /// alert or the problem.
    /// </summary>
    /// <param name="readings">Alerts, lazily read.</param>
    /// <param name="workers">Threads, at least 1.</param>
    public IEnumerable<SimulationOutcome> Run(IEnumerable<AlertReading> readings, int workers)
    {
        var pending = readings.Where(r => r.Alert is not { } alert || !_done.Contains(alert.Candid));
        using var manifest = new Manifest(_path);
        foreach (var outcome in OrderedParallel.Select(pending, Simulate, workers))
        {
            // A candid that occurs twice in one run is written only once.
            if (outcome.Simulated is { } simulated && _done.Add(simulated.Alert.Candid))
            {
                Write(simulated, manifest.Open());
            }

            yield return outcome;
        }
    }

    /// <summary>
    /// Writes problems.csv: the alerts that could not be simulated, and why. Each run writes a new list, because it tries failed alerts
    /// again. Without an alert that was simulated there is no folder, and no list.
    /// </summary>
    public void WriteProblems(IReadOnlyList<Diagnostic> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        if (!Directory.Exists(_path))
        {
            return;
        }

        AtomicFile.Write(Path.Combine(_path, ProblemsName), stream =>
        {
            using var csv = Csv.Writer(stream);
            csv.WriteRecord("source", "code", "message", "place", "byte_offset");
            foreach (var problem in problems)
            {
                var offset = problem.ByteOffset?.ToString(CultureInfo.InvariantCulture);
                csv.WriteRecord(problem.File, problem.Code, problem.Message, problem.Path, offset);
            }
        });
    }

    private SimulationOutcome Simulate(AlertReading reading)
    {
        if (reading.Alert is not { } alert)
        {
            return new SimulationOutcome(reading, null, reading.Problem);
        }

        try
        {
            return new SimulationOutcome(reading, LsstSimulator.SimulateWithReport(alert, _settings, _seed), null);
        }
        catch (InvalidInputException invalid)
        {
            return new SimulationOutcome(reading, null, invalid.Diagnostics[0] with { File = reading.Source });
        }
    }

    private void Write(SimulatedAlert simulated, CsvWriter csv)
    {
        foreach (var kind in Kinds)
        {
            AtomicFile.Write(PathOf(simulated.Alert.Candid, kind), stream => stream.Write(LsstCutout.Write(simulated.Alert[kind])));
        }

        if (_writesPackets)
        {
            AtomicFile.Write(PacketPath(simulated.Alert.Candid), stream => LsstPacketWriter.WriteContainer(stream, [simulated.Alert]));
        }

        csv.WriteRecord(SimulationManifestRow.Of(simulated, _seed));
        csv.Flush();
    }

    private bool HasFiles(long candid) =>
        Array.TrueForAll(Kinds, kind => File.Exists(PathOf(candid, kind))) && (!_writesPackets || File.Exists(PacketPath(candid)));

    private string PacketPath(long candid) => Path.Combine(_path, candid.ToString(CultureInfo.InvariantCulture) + ".avro");

    private string PathOf(long candid, CutoutKind kind) =>
        Path.Combine(_path, $"{candid.ToString(CultureInfo.InvariantCulture)}-{kind.ToString().ToLowerInvariant()}.fits");

    private void RequireNoOtherWork()
    {
        if (OtherWork.FirstOrDefault(work => File.Exists(Path.Combine(_path, work.File))) is ({ } file, var what))
        {
            throw InvalidInputException.Of(
                "simulate.folder",
                $"the folder contains {file}, so it is that of {what}",
                file: _path,
                fix: "give a new or an empty folder with --out"
            );
        }
    }

    // Rewrites the manifest without an incomplete last line and without rows whose files are missing.
    private HashSet<long> ReadDone()
    {
        var path = Path.Combine(_path, ManifestName);
        if (!File.Exists(path))
        {
            return [];
        }

        var rows = ReadRows(path);
        if (rows.FirstOrDefault(r => !r.Agrees(_settings, _seed)) is { } other)
        {
            throw InvalidInputException.Of(
                "simulate.folder",
                $"the folder contains a simulation with mapping {other.Mapping}, band {other.Band}, whitened {other.Whitened}"
                    + $", seed {other.Seed}",
                file: path,
                fix: "choose another folder, or use the same settings and seed to continue this one"
            );
        }

        var whole = rows.Where(r => HasFiles(r.Candid)).ToArray();
        AtomicFile.Write(path, stream => WriteManifest(stream, whole));
        return [.. whole.Select(r => r.Candid)];
    }

    /// <summary>The end of the manifest, to which rows are added. The folder and the file are created for the first row.</summary>
    private sealed class Manifest(string folder) : IDisposable
    {
        private FileStream? _stream;
        private CsvWriter? _csv;

        public CsvWriter Open()
        {
            if (_csv is null)
            {
                OutputPath.CreateFolder(folder, folder);
                var path = Path.Combine(folder, ManifestName);
                if (!File.Exists(path))
                {
                    AtomicFile.Write(path, stream => WriteManifest(stream, []));
                }

                _stream = new FileStream(path, FileMode.Append);
                _csv = Csv.Writer(_stream);
            }

            return _csv;
        }

        public void Dispose()
        {
            _csv?.Dispose();
            _stream?.Dispose();
        }
    }

    private static void WriteManifest(Stream stream, IEnumerable<SimulationManifestRow> rows)
    {
        using var csv = Csv.Writer(stream);
        csv.WriteTable(rows);
    }

    private static IReadOnlyList<SimulationManifestRow> ReadRows(string path)
    {
        var text = File.ReadAllBytes(path);
        using var csv = Csv.Reader(new MemoryStream(text, 0, Array.LastIndexOf(text, (byte)'\n') + 1));
        try
        {
            return csv.ReadTable<SimulationManifestRow>();
        }
        catch (CsvFormatException damaged)
        {
            throw new InvalidInputException(
                Diagnostic.Error(
                    "simulate.manifest",
                    "the file is not a manifest of the command simulate",
                    file: path,
                    line: (int)Math.Max(1, damaged.LineNumber),
                    fix: "choose an empty folder"
                ),
                damaged
            );
        }
    }
}

/// <summary>One row of a simulation's manifest. Unknown values are empty.</summary>
[CsvRecord]
internal sealed partial record SimulationManifestRow
{
    public required long Candid { get; init; }

    public required string ObjectId { get; init; }

    public required string Mapping { get; init; }

    public required string Band { get; init; }

    public required string Seed { get; init; }

    public required int WidthPixels { get; init; }

    public required int HeightPixels { get; init; }

    public required string SourcePsf { get; init; }

    public required string SeeingPixels { get; init; }

    public required string? SeeingErrorPixels { get; init; }

    public required string SeeingOrigin { get; init; }

    public required string Dilation { get; init; }

    public required string TargetPsf { get; init; }

    public required string TemplatePsf { get; init; }

    public required string NjyPerDn { get; init; }

    public required string? DimmingMag { get; init; }

    public required string ScienceNoiseNjy { get; init; }

    public required string TemplateNoiseNjy { get; init; }

    public required string NeighbourCorrelation { get; init; }

    public required string Whitened { get; init; }

    /// <summary>What of the alert is as Rubin's, see <see cref="SimulationTruth"/>: true or false.</summary>
    public required string TruePixelSampling { get; init; }

    public required string TruePsfWidth { get; init; }

    public required string TrueNoise { get; init; }

    public required string TrueAngles { get; init; }

    public required string? NoiseGain { get; init; }

    public required string? LostPower { get; init; }

    /// <summary>The row of one alert.</summary>
    public static SimulationManifestRow Of(SimulatedAlert simulated, Seed seed)
    {
        var report = simulated.Report;
        return new SimulationManifestRow
        {
            Candid = simulated.Alert.Candid,
            ObjectId = simulated.Alert.ObjectId,
            Mapping = report.Mapping.Name(),
            Band = report.Band,
            Seed = Text(seed),
            WidthPixels = simulated.Alert.Science.Flux.Width,
            HeightPixels = simulated.Alert.Science.Flux.Height,
            SourcePsf = "kolmogorov:" + Text(report.Seeing.FwhmPixels * MappedGeometry.ZtfPixelScaleArcsec),
            SeeingPixels = Text(report.Seeing.FwhmPixels),
            SeeingErrorPixels = report.Seeing.ErrorPixels is { } error ? Text(error) : null,
            SeeingOrigin = report.Seeing.Origin.ToString().ToLowerInvariant(),
            Dilation = Text(report.Dilation),
            TargetPsf = "kolmogorov:" + Text(report.TargetFwhmArcsec),
            TemplatePsf = "kolmogorov:" + Text(report.TemplateFwhmArcsec),
            NjyPerDn = Text(report.NanojanskyPerDn),
            DimmingMag = report.DimmingMag is { } dimming ? Text(dimming) : null,
            ScienceNoiseNjy = Text(report.ScienceNoiseNanojansky),
            TemplateNoiseNjy = Text(report.TemplateNoiseNanojansky),
            NeighbourCorrelation = Text(report.NeighbourCorrelation),
            Whitened = Text(report.IsWhitened),
            TruePixelSampling = Text(report.Truth.PixelSampling),
            TruePsfWidth = Text(report.Truth.PsfWidth),
            TrueNoise = Text(report.Truth.Noise),
            TrueAngles = Text(report.Truth.Angles),
            NoiseGain = report.Deconvolution is { } cost ? Text(cost.NoiseGain) : null,
            LostPower = report.Deconvolution is { } loss ? Text(loss.LostPower) : null,
        };
    }

    /// <summary>True if the row was made with these settings and seed.</summary>
    public bool Agrees(SimulationSettings settings, Seed seed) =>
        Mapping == settings.Mapping.Name()
        && Band == settings.Band.Name
        && Seed == Text(seed)
        && Whitened == Text(settings.Whiten && settings.Mapping != ResamplingMapping.Angular);

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(Seed seed) => seed.Value.ToString(CultureInfo.InvariantCulture);
}
