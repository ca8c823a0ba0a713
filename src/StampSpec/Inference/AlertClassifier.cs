using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Imaging.Simulation;
using StampSpec.Layouts.Cutting;
using StampSpec.Learning;
using StampSpec.Learning.Metrics;
using StampSpec.Learning.Models;

namespace StampSpec.Inference;

/// <summary>
/// Classifies alerts with a model that a study trained. The model file states the layout, normalisation, simulation and encoding of its
/// stamps. The stamps of each alert are made in the same way, so that it gets the same probabilities as in the study. Not thread-safe.
/// </summary>
public sealed class AlertClassifier : IDisposable
{
    /// <summary>
    /// Number of alerts of a stream that are cut and scored together. The results of a stream come in batches of this size.
    /// </summary>
    public const int BatchSize = 64;

    private readonly ClassifierSession _session;
    private readonly ModelStamps _stamps;

    private AlertClassifier(ClassifierSession session, ModelDescription model)
    {
        (_session, Model) = (session, model);
        _stamps = new ModelStamps(model);
    }

    /// <summary>
    /// The description in the model: layout, normalisation, classes in the order of the probabilities, and the origin of its pixels.
    /// </summary>
    public ModelDescription Model { get; }

    /// <summary>The encoding in which the model's stamps are sent before it sees them.</summary>
    public PixelEncoding Encoding => _stamps.Encoding;

    /// <summary>How ZTF alerts are brought to LSST's resolution before stamps are cut; null if they are not changed.</summary>
    public SimulationSettings? Simulation => _stamps.Simulation;

    /// <summary>Loads a model file.</summary>
    /// <param name="path">An ONNX file from the models folder of a study.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="threads">Threads, at least 1; the number may change the last digits of probabilities.</param>
    /// <exception cref="InvalidInputException">
    /// The file does not exist, it is not a classifier, it does not describe its stamps, or this version cannot make its stamps.
    /// </exception>
    public static AlertClassifier Load(string path, ExecutionDevice device = ExecutionDevice.Cpu, int threads = 1)
    {
        try
        {
            return Of(ClassifierSession.Load(path, device, threads));
        }
        catch (InvalidInputException refused)
        {
            throw new InvalidInputException([.. refused.Diagnostics.Select(d => d with { File = d.File ?? path })], refused);
        }
    }

    /// <summary>Loads a model.</summary>
    /// <param name="model">The content of an ONNX file from the models folder of a study.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="threads">Threads, at least 1; the number may change the last digits of probabilities.</param>
    /// <exception cref="InvalidInputException">
    /// The content is not a classifier, it does not describe its stamps, or this version cannot make its stamps.
    /// </exception>
    public static AlertClassifier Load(byte[] model, ExecutionDevice device = ExecutionDevice.Cpu, int threads = 1) =>
        Of(ClassifierSession.Load(model, device, threads));

    /// <summary>Classifies one alert.</summary>
    /// <exception cref="InvalidInputException">
    /// The alert cannot be simulated as the model needs it, or its cutouts do not contain the images and pixels of the layout.
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
    public void Dispose() => _session.Dispose();

    private static AlertClassifier Of(ClassifierSession session)
    {
        try
        {
            return new AlertClassifier(
                session,
                session.Description
                    ?? throw InvalidInputException.Of(
                        "model.no-description",
                        "the model does not contain its layout, normalisation and classes",
                        fix: "use a model from the models folder of a study"
                    )
            );
        }
        catch (InvalidInputException)
        {
            session.Dispose();
            throw;
        }
    }

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

    private AlertClassification[] Score(IReadOnlyList<Alert> alerts, StampTensorBuilder stamps)
    {
        if (alerts.Count == 0)
        {
            return [];
        }

        var classes = _session.ClassCount;
        var probabilities = _session.Score(stamps.Build());
        var predicted = ClassProbabilities.MostProbable(probabilities, classes);
        return
        [
            .. alerts.Select(
                (alert, i) => new AlertClassification(alert, probabilities[(i * classes)..((i + 1) * classes)], Model.Classes[predicted[i]])
            ),
        ];
    }
}

/// <summary>The classification of one alert by a model.</summary>
/// <param name="Alert">The alert as it was read.</param>
/// <param name="Probabilities">The probability of each class, in the order of the model's classes; they sum to 1.</param>
/// <param name="MostProbableClass">The class with the highest probability; the first of several equal ones.</param>
public sealed record AlertClassification(Alert Alert, IReadOnlyList<float> Probabilities, string MostProbableClass);

/// <summary>
/// The result for one packet: a classification, or the reason why there is none. An invalid packet never stops a stream.
/// </summary>
/// <param name="Source">The file, or the file and the tar entry, that contains the packet.</param>
/// <param name="Classification">The classification; null if the packet could not be read or its stamps could not be made.</param>
/// <param name="Problem">The reason why it could not be classified; null if it was classified.</param>
public sealed record ClassificationReading(string Source, AlertClassification? Classification, Diagnostic? Problem);
