using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Imaging.Pictures;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;

namespace StampSpec.Reports.Gallery;

/// <summary>Alerts of a study for pictures, read again from the paths in its locked spec; nothing is trained or scored.</summary>
internal sealed class StudyExamples
{
    private readonly StudyResults _results;
    private readonly Study? _study;
    private readonly Dictionary<long, LabelledAlert> _alerts = [];

    private StudyExamples(StudyResults results, Study? study, string? problem)
    {
        (_results, _study, Problem) = (results, study, problem);
    }

    /// <summary>Why there are no pictures; null if there are pictures.</summary>
    public string? Problem { get; }

    /// <summary>Reads the alerts of the gallery and the examples; if this fails, <see cref="Problem"/> gives the reason.</summary>
    public static StudyExamples Read(StudyResults results, IEnumerable<long> candids)
    {
        try
        {
            var study = StudySpecFile.Load(Path.Combine(results.Folder, ResultFile.LockedSpec), []);
            var examples = new StudyExamples(results, study, null);
            examples.Find([.. candids, .. examples.GalleryCandids()]);
            return examples;
        }
        catch (Exception failure) when (failure is InvalidInputException or IOException or UnauthorizedAccessException)
        {
            return new StudyExamples(results, null, failure.Message);
        }
    }

    /// <summary>The gallery's figures; empty if no alert could be read.</summary>
    public IEnumerable<Figure> Figures(StudyFacts facts, FigureWidth width)
    {
        var shown = GalleryCandids().Where(_alerts.ContainsKey).Select(c => _alerts[c]).ToArray();
        if (_study is null || shown.Length == 0)
        {
            yield break;
        }

        var layouts = _study.Layouts.Select(l => l.Layout).Where(l => l.Images.Count > 0).DistinctBy(l => l.Name).ToArray();
        if (layouts.Length == 0)
        {
            yield break;
        }

        yield return GalleryFigure.Build(shown, layouts, facts, width);
        if (layouts.MaxBy(l => l.Scales.Count) is { Scales.Count: > 1 } nested)
        {
            yield return GalleryFigure.BuildStrip(shown, nested, facts, width);
        }
    }

    /// <summary>PNG data URLs of the cutouts of alerts, by candid and image.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Stamps(IEnumerable<long> candids) =>
        candids
            .Distinct()
            .Where(_alerts.ContainsKey)
            .AsParallel()
            .AsOrdered()
            .Select(c => (Candid: c.ToString(System.Globalization.CultureInfo.InvariantCulture), Stamps: StampsOf(_alerts[c].Alert)))
            .AsSequential()
            .ToDictionary(s => s.Candid, s => (IReadOnlyDictionary<string, string>)s.Stamps);

    private static Dictionary<string, string> StampsOf(Alert alert)
    {
        var sky = Stretch.OfSky(alert);
        return new Dictionary<string, string>
        {
            ["science"] = AddressOf(alert.Science, sky),
            ["template"] = AddressOf(alert.Template, sky),
            ["difference"] = AddressOf(alert.Difference, Stretch.OfDifference(alert)),
        };
    }

    private static string AddressOf(Cutout cutout, Stretch stretch) => StampPicture.AddressOf(StampPicture.Small(cutout.Flux, stretch));

    // The scored object with the highest signal-to-noise ratio is the clearest example of its class.
    private IEnumerable<long> GalleryCandids()
    {
        var scored = _results.Predictions.Select(p => p.Candid).ToHashSet();
        return _results
            .Summary.Classes.Select(c =>
                _results
                    .Objects.Where(o => o.Class == c && scored.Contains(o.Candid))
                    .OrderByDescending(o => o.SignalToNoise ?? 0)
                    .ThenBy(o => o.Candid)
                    .FirstOrDefault()
            )
            .OfType<ObjectRow>()
            .Select(o => o.Candid);
    }

    private void Find(HashSet<long> wanted)
    {
        foreach (var labelled in Sources(wanted.ToArray()))
        {
            if (wanted.Remove(labelled.Alert.Candid))
            {
                _alerts.Add(labelled.Alert.Candid, labelled with { Alert = SourceSimulation.Of(_study!, labelled.Alert) });
            }

            if (wanted.Count == 0)
            {
                return;
            }
        }
    }

    // Files must be read from the beginning, but synthetic alerts can be generated one by one.
    private IEnumerable<LabelledAlert> Sources(IReadOnlyList<long> wanted)
    {
        var data = _study!.DataSet;
        return data.Synthetic is { } synthetic
            ? SyntheticReader.Find(_study, synthetic, wanted)
            : new[] { (Files: data.Test, Role: DataRole.Test), (Files: data.Real, Role: DataRole.Development) }
                .Where(f => f.Files is not null)
                .SelectMany(f => new LabelledFileReader(data, f.Files!, f.Role).Read())
                .Select(s => s.Labelled);
    }
}
