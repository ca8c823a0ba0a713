using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Imaging.Simulation;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Specification;
using StampSpec.Learning;
using StampSpec.Learning.Metrics;
using StampSpec.Learning.Models;

namespace StampSpec.Inference;

/// <summary>
/// Classifies alerts with a model that a study trained, or with the mean probabilities of several models that differ only in their
/// training: the runs and folds of one layout. A model file states the layout, normalisation, simulation and encoding of its stamps. The
/// stamps of each alert are made in the same way, so that it gets the same probabilities as in the study. Not thread-safe.
/// </summary>
public sealed class AlertClassifier : IDisposable
{
    /// <summary>
    /// Number of alerts of a stream that are cut and scored together. The results of a stream come in batches of this size.
    /// </summary>
    public const int BatchSize = 64;

    private readonly IReadOnlyList<ClassifierSession> _sessions;
    private readonly ModelStamps _stamps;

    private AlertClassifier(IReadOnlyList<ClassifierSession> sessions, ModelDescription model)
    {
        (_sessions, Model) = (sessions, model);
        _stamps = new ModelStamps(model);
    }

    /// <summary>
    /// The description in the model: layout, normalisation, classes in the order of the probabilities, and the origin of its pixels.
    /// </summary>
    public ModelDescription Model { get; }

    /// <summary>Number of models whose probabilities are averaged.</summary>
    public int ModelCount => _sessions.Count;

    /// <summary>The encoding in which the model's stamps are sent before it sees them.</summary>
    public PixelEncoding Encoding => _stamps.Encoding;

    /// <summary>How ZTF alerts are brought to LSST's resolution before stamps are cut; null if they are not changed.</summary>
    public SimulationSettings? Simulation => _stamps.Simulation;

    /// <summary>
    /// A warning if the model does not say from which survey it learned, so that alerts of another survey are not refused; otherwise null.
    /// </summary>
    public Diagnostic? SurveyWarning => _stamps.Warning;

    /// <summary>Names of the models that ship with this library; there may be none.</summary>
    public static IReadOnlyList<string> ShippedNames => ShippedModels.Names;

    /// <summary>
    /// Rows of a table of the shipped models, headings first: name, survey, layout, width of the field that cutouts must contain, bytes,
    /// networks, macro-F1 with its 95 % interval, classes, data, licence.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> ShippedTable() => ShippedModelTable.Rows();

    /// <summary>The card of a shipped model, as Markdown: its data, scores, limits and licence.</summary>
    /// <exception cref="InvalidInputException">There is no shipped model of this name.</exception>
    public static string ShippedCard(string name) => ShippedModels.CardOf(name) ?? "";

    /// <summary>Loads a model that ships with this library.</summary>
    /// <param name="name">One of <see cref="ShippedNames"/>.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="threads">Threads, at least 1; the number may change the last digits of probabilities.</param>
    /// <exception cref="InvalidInputException">There is no shipped model of this name.</exception>
    public static AlertClassifier LoadShipped(string name, ExecutionDevice device = ExecutionDevice.Cpu, int threads = 1) =>
        Load(ShippedModels.ContentOf(name), device, threads);

    /// <summary>Loads a model file.</summary>
    /// <param name="path">An ONNX file from the models folder of a study.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="threads">Threads, at least 1; the number may change the last digits of probabilities.</param>
    /// <exception cref="InvalidInputException">
    /// The file does not exist, it is not a classifier, it does not describe its stamps, or this version cannot make its stamps.
    /// </exception>
    public static AlertClassifier Load(string path, ExecutionDevice device = ExecutionDevice.Cpu, int threads = 1) =>
        Load([path], device, threads);

    /// <summary>
    /// Counts for an alert how many of the models that were joined as this one had an alert of its object among their training or
    /// validation objects; null if the model does not say it.
    /// </summary>
    public Func<Alert, int?>? TrainedOn => Model.Seen is { } seen ? alert => seen.NetworksThatSaw(alert.ObjectId) : null;

    /// <summary>Loads several model files, whose probabilities are averaged.</summary>
    /// <param name="paths">ONNX files of one layout from the models folder of a study; at least one.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="threads">Threads, at least 1; the number may change the last digits of probabilities.</param>
    /// <exception cref="InvalidInputException">
    /// A file cannot be used, for the same reasons as a single one, or two files differ in their classes or in how their stamps are made.
    /// </exception>
    public static AlertClassifier Load(IReadOnlyList<string> paths, ExecutionDevice device = ExecutionDevice.Cpu, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentOutOfRangeException.ThrowIfZero(paths.Count);
        var sessions = new List<ClassifierSession>();
        var loading = paths[0];
        try
        {
            foreach (var path in paths)
            {
                loading = path;
                sessions.Add(ClassifierSession.Load(path, device, threads));
                RequireSame(DescriptionOf(sessions[0]), DescriptionOf(sessions[^1]), paths[0]);
            }

            return new AlertClassifier(sessions, DescriptionOf(sessions[0]));
        }
        catch (InvalidInputException refused)
        {
            sessions.ForEach(s => s.Dispose());
            throw new InvalidInputException([.. refused.Diagnostics.Select(d => d with { File = d.File ?? loading })], refused);
        }
    }

    /// <summary>Loads a model.</summary>
    /// <param name="model">The content of an ONNX file from the models folder of a study.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="threads">Threads, at least 1; the number may change the last digits of probabilities.</param>
    /// <exception cref="InvalidInputException">
    /// The content is not a classifier, it does not describe its stamps, or this version cannot make its stamps.
    /// </exception>
    public static AlertClassifier Load(byte[] model, ExecutionDevice device = ExecutionDevice.Cpu, int threads = 1)
    {
        var session = ClassifierSession.Load(model, device, threads);
        try
        {
            return new AlertClassifier([session], DescriptionOf(session));
        }
        catch (InvalidInputException)
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Classifies one alert.</summary>
    /// <exception cref="InvalidInputException">
    /// The alert is of another survey than the model's, it cannot be simulated as the model needs it, or its cutouts do not contain the
    /// images and pixels of the layout.
    /// </exception>
    public AlertClassification Classify(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var stamps = _stamps.Builder(1);
        stamps.Add(_stamps.Prepare(alert));
        return Score([alert], stamps)[0];
    }

    /// <summary>
    /// Classifies a stream of alerts lazily, <see cref="BatchSize"/> at a time, so that the memory does not depend on the length of the
    /// stream. There is one result for each reading, in the same order. If a packet cannot be classified, its result contains the problem,
    /// and the stream continues.
    /// </summary>
    /// <param name="readings">Alerts from <see cref="AlertFiles.Read"/>.</param>
    /// <param name="cancellation">Is checked between batches.</param>
    /// <exception cref="OperationCanceledException">The classification was cancelled.</exception>
    public IEnumerable<ClassificationReading> Classify(IEnumerable<AlertReading> readings, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(readings);
        return readings
            .Chunk(BatchSize)
            .SelectMany(batch =>
            {
                cancellation.ThrowIfCancellationRequested();
                return ClassifyBatch(batch);
            });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var session in _sessions)
        {
            session.Dispose();
        }
    }

    /// <summary>The alert from which the model's stamps are cut: simulated if the model needs that.</summary>
    /// <exception cref="InvalidInputException">The model's stamps cannot be cut from the alert.</exception>
    internal Alert Prepare(Alert alert) => _stamps.Prepare(alert);

    private static ModelDescription DescriptionOf(ClassifierSession session) =>
        session.Description
        ?? throw InvalidInputException.Of(
            "model.no-description",
            "the model does not contain its layout, normalisation and classes",
            fix: "use a model from the models folder of a study"
        );

    private static void RequireSame(ModelDescription first, ModelDescription other, string firstPath)
    {
        var difference =
            !first.Classes.SequenceEqual(other.Classes) ? "classes"
            : LayoutText.Of(first.Layout) != LayoutText.Of(other.Layout) ? "layout"
            : first.Normalisation != other.Normalisation ? "normalisation"
            : first.Origin with { Survey = other.Origin.Survey } != other.Origin ? "encoding or simulation"
            : SurveysOf(first, other).Distinct(StringComparer.Ordinal).Count() > 1 ? "survey"
            : null;
        if (difference is not null)
        {
            throw InvalidInputException.Of(
                "model.mixed",
                $"the model has another {difference} than {firstPath}, so their probabilities cannot be averaged",
                fix: "use the models of one layout of one study"
            );
        }
    }

    /// <summary>The surveys that two models state; models of the same study may be older than this statement.</summary>
    private static IEnumerable<string> SurveysOf(ModelDescription first, ModelDescription other) =>
        new[] { first.Origin.Survey, other.Origin.Survey }.OfType<string>();

    private ClassificationReading[] ClassifyBatch(AlertReading[] batch)
    {
        var stamps = _stamps.Builder(batch.Length);
        var results = new ClassificationReading[batch.Length];
        var added = new List<int>(batch.Length);
        foreach (var (i, reading) in batch.Index())
        {
            var problem = reading.Alert is { } alert ? TryAdd(stamps, alert, reading.Source) : ProblemOf(reading);
            results[i] = new ClassificationReading(reading.Source, null, problem);
            if (problem is null)
            {
                added.Add(i);
            }
        }

        foreach (var (i, classification) in added.Zip(Score([.. added.Select(i => batch[i].Alert!)], stamps)))
        {
            results[i] = results[i] with { Classification = classification };
        }

        return results;
    }

    private Diagnostic? TryAdd(StampTensorBuilder stamps, Alert alert, string source)
    {
        try
        {
            stamps.Add(_stamps.Prepare(alert));
            return null;
        }
        catch (InvalidInputException unfit)
        {
            return unfit.Diagnostics[0] with { File = unfit.Diagnostics[0].File ?? source };
        }
    }

    private static Diagnostic ProblemOf(AlertReading reading) =>
        reading.Problem is { } problem
            ? problem with
            {
                File = problem.File ?? reading.Source,
            }
            : throw new ArgumentException($"the reading of {reading.Source} has neither an alert nor a problem", nameof(reading));

    private AlertClassification[] Score(IReadOnlyList<Alert> alerts, StampTensorBuilder builder)
    {
        if (alerts.Count == 0)
        {
            return [];
        }

        var classes = Model.Classes.Count;
        var stamps = builder.Build();
        float[][] byModel = [.. _sessions.Select(session => session.Score(stamps))];
        var probabilities = MeanOf(byModel);
        var predicted = ClassProbabilities.MostProbable(probabilities, classes);
        return
        [
            .. alerts.Select(
                (alert, i) =>
                    new AlertClassification(alert, probabilities[(i * classes)..((i + 1) * classes)], Model.Classes[predicted[i]])
                    {
                        Deviation = DeviationOf([.. byModel.Select(p => (double)p[(i * classes) + predicted[i]])]),
                    }
            ),
        ];
    }

    private static float[] MeanOf(float[][] byModel) =>
        byModel is [var only] ? only : [.. byModel[0].Select((_, i) => (float)(byModel.Sum(p => (double)p[i]) / byModel.Length))];

    private static double? DeviationOf(double[] values)
    {
        if (values.Length < 2)
        {
            return null;
        }

        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }
}

/// <summary>The classification of one alert.</summary>
/// <param name="Alert">The alert as it was read.</param>
/// <param name="Probabilities">
/// The probability of each class, in the order of the model's classes, the mean over models; they sum to 1.
/// </param>
/// <param name="MostProbableClass">The class with the highest probability; the first of several equal ones.</param>
public sealed record AlertClassification(Alert Alert, IReadOnlyList<float> Probabilities, string MostProbableClass)
{
    /// <summary>
    /// Sample standard deviation over the models of the probability of <see cref="MostProbableClass"/>; null for one model.
    /// </summary>
    public double? Deviation { get; init; }
}

/// <summary>
/// The result for one packet: a classification, or the reason why there is none. An invalid packet never stops a stream.
/// </summary>
/// <param name="Source">The file, or the file and the tar entry, that contains the packet.</param>
/// <param name="Classification">The classification; null if the packet could not be read or its stamps could not be made.</param>
/// <param name="Problem">The reason why it could not be classified; null if it was classified.</param>
public sealed record ClassificationReading(string Source, AlertClassification? Classification, Diagnostic? Problem);
