using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using StampSpec.Common;
using StampSpec.Learning;
using StampSpec.Learning.Metrics;
using StampSpec.Learning.Models;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;

namespace StampSpec.Reports;

/// <summary>Joins the models of a study's layout as one that can be passed on, with its card.</summary>
/// <param name="results">The study.</param>
/// <param name="layout">Name of the layout.</param>
/// <param name="name">Name of the model.</param>
/// <param name="licence">Its licence.</param>
internal sealed partial class ModelExport(StudyResults results, string layout, string name, string licence)
{
    private const string Code = "export-model";

    /// <summary>Further sentences on what the scores do not show.</summary>
    public IReadOnlyList<string> Limits { get; init; } = [];

    /// <summary>Writes NAME.onnx and NAME.md.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="models">Number of models to join; null for those of the first run.</param>
    /// <exception cref="InvalidInputException">The name cannot be used, there are fewer models, or they cannot be joined.</exception>
    public IReadOnlyList<string> Write(string folder, int? models)
    {
        if (!Names().IsMatch(name))
        {
            throw InvalidInputException.Of(
                Code,
                $"{name} cannot be the name of a model",
                fix: "write lower-case letters, digits and hyphens, such as ztf-multiscale"
            );
        }

        var paths = Chosen(results.ModelsOf(layout), models);
        var joined = EnsembleModel.Join([.. paths.Select(File.ReadAllBytes)]);
        var facts = FactsOf(joined);
        var seen = new StudyModels(results, layout).ObjectsSeenBy(paths.Count);
        OutputPath.CreateFolder(folder, folder);
        string[] files = [Path.Combine(folder, $"{name}.onnx"), Path.Combine(folder, $"{name}.md")];
        AtomicFile.Write(files[0], ModelProperties.AddFacts(joined, facts, seen is null ? null : TrainedObjects.Of(seen)));
        AtomicFile.Write(files[1], CardOf(facts));
        return files;
    }

    private IReadOnlyList<string> Chosen(IReadOnlyList<string> paths, int? models)
    {
        var asked = models ?? Math.Min(results.Summary.Folds, paths.Count);
        return asked <= paths.Count
            ? [.. paths.Take(asked)]
            : throw InvalidInputException.Of(
                Code,
                FormattableString.Invariant($"{asked} models were asked for, but the study has {paths.Count} of {layout}"),
                file: results.Folder,
                fix: FormattableString.Invariant($"write --models {paths.Count} or less")
            );
    }

    private ModelFacts FactsOf(byte[] model)
    {
        var (summary, description) = (results.Summary, ModelProperties.Read(model)!);
        var found = summary.Layouts.First(l => l.Id.Layout == layout);
        return new ModelFacts(
            name,
            SurveyOf(description.Origin, summary),
            layout,
            found.Bytes,
            summary.BytesMeaning,
            description.Networks,
            summary.Name,
            StudyFigures.Describe(summary.Counts) + summary.TreatmentInWords,
            [
                .. new[] { found.EstimateOf(MetricNames.MacroF1) }
                    .Concat(summary.Classes.Select(c => found.EstimateOf(MetricNames.F1, c)))
                    .OfType<ScoreEstimate>()
                    .Select(e => new ModelScore(e.Class, e.Value, e.Low, e.High)),
            ],
            [.. Limits, .. summary.Warnings.Select(w => LimitOf(w, summary.Runs)).OfType<string>()],
            licence,
            results.Provenance.Version
        )
        {
            Runs = summary.Runs,
        };
    }

    /// <summary>The survey that the models state; older models do not, and their studies of Rubin were synthetic.</summary>
    private static string SurveyOf(StampOrigin origin, StudySummary summary) =>
        origin.Survey
        ?? (origin.Simulation is null && summary.Counts.Any(c => c.Origin.Contains("LSST", StringComparison.Ordinal)) ? "lsst" : "ztf");

    /// <summary>
    /// A warning of the study as a sentence of the card; null if it is about other layouts (only networks are exported) or about p-values,
    /// which a card does not have.
    /// </summary>
    private static string? LimitOf(string warning, int runs) =>
        warning.StartsWith(StudyAssembly.OtherKind, StringComparison.Ordinal)
        || warning.Contains(StudyAssembly.FewForPValues, StringComparison.Ordinal)
            ? null
        : warning.Contains(StudyAssembly.FewForIntervals, StringComparison.Ordinal)
            ? $"The intervals come from {(runs == 1 ? "one run" : $"{runs} runs")} and are too narrow."
        : $"{char.ToUpperInvariant(warning[0])}{warning[1..]}.";

    /// <summary>The card as Markdown.</summary>
    internal static string CardOf(ModelFacts facts)
    {
        var text = new StringBuilder();
        var invariant = CultureInfo.InvariantCulture;
        text.Append(invariant, $"# {facts.Name}\n\n");
        text.Append(
            invariant,
            $"Classifies alerts of {SurveyOf(facts)} by the stamps of the layout {facts.Layout}: {facts.Bytes:N0} bytes of "
        );
        text.Append(invariant, $"an alert ({facts.BytesMeaning}). {NetworksOf(facts)}\n\n");
        text.Append(invariant, $"    stampspec classify {facts.Name} ALERTS\n\n");
        text.Append(invariant, $"## Data\n\n{facts.Data}; study {facts.Study}, StampSpec {facts.Version}.\n\n");
        text.Append("## Scores\n\n");
        text.Append("Each alert was scored by networks of the study that had not seen its object.");
        text.Append(
            facts.Networks == 1
                ? " This model is one of them."
                : " The mean of several networks, which this\nmodel gives, was not scored itself."
        );
        text.Append(invariant, $"{RunsOf(facts)}\n\n");
        text.Append("| score | value | 95 % interval |\n|---|---|---|\n");
        foreach (var score in facts.Scores)
        {
            var what = score.Class is null ? "macro-F1" : $"F1 of {score.Class}";
            text.Append(invariant, $"| {what} | {score.Value:0.000} | {score.Low:0.000} to {score.High:0.000} |\n");
        }

        text.Append("\n## Limits\n\n").AppendJoin("", facts.Limits.Select(limit => $"- {limit}\n"));
        text.Append(
            "- Scores hold for alerts like those of the study. The alerts on which the networks were trained are recognised by their\n"
        );
        text.Append("  objects' ids: the column trained_on of a classification counts the study's models that saw the object.\n");
        return text.Append(invariant, $"\n## Licence\n\n{facts.Licence}\n").ToString();
    }

    private static string SurveyOf(ModelFacts facts) =>
        string.Join(" and ", facts.Survey.Split(' ').Select(survey => survey == "lsst" ? "Rubin" : "ZTF"));

    private static string RunsOf(ModelFacts facts) =>
        facts.Runs switch
        {
            null => "",
            1 => " The scores are those of one run.",
            var runs => FormattableString.Invariant($" The scores are means over the {runs} runs of the study; {FirstOf(facts)}."),
        };

    private static string FirstOf(ModelFacts facts) =>
        facts.Networks == 1 ? "the network is its first" : FormattableString.Invariant($"the networks are its first {facts.Networks}");

    private static string NetworksOf(ModelFacts facts) =>
        facts.Networks == 1
            ? "It is one network."
            : FormattableString.Invariant($"It gives the mean probability of {facts.Networks} networks.");

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,79}$")]
    private static partial Regex Names();
}
