using Microsoft.ML.OnnxRuntime;
using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Learning.Networks;
using StampSpec.Learning.Onnx;

namespace StampSpec.Learning.Models;

/// <summary>Scores stamps with an exported classifier. Not thread-safe.</summary>
internal sealed class ClassifierSession : IDisposable
{
    /// <summary>
    /// Alerts scored at once: enough to keep the processor busy, and so few that eight views of large stamps fit into its caches.
    /// </summary>
    private const int ChunkSize = 32;

    private const int LargestBytes = 1 << 30;

    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly VectorInput[] _vectors;
    private readonly int _scales;

    private ClassifierSession(InferenceSession session, ModelDescription? description)
    {
        if (
            !session.OutputMetadata.TryGetValue(InferenceGraph.Probabilities, out var probabilities)
            || probabilities.Dimensions.Length != 2
        )
        {
            session.Dispose();
            throw new InvalidInputException(NoClassifier("it has no output probabilities of shape (N, classes)"));
        }

        _session = session;
        _vectors = [.. VectorsOf(session, description)];
        _scales = session.InputNames.Count - _vectors.Length;
        Description = description;
        ClassCount = probabilities.Dimensions[1];
        if (Description is not null && !Fits(Description))
        {
            Dispose();
            throw new InvalidInputException(NoClassifier("the stamps and classes in its metadata differ from its inputs and outputs"));
        }
    }

    /// <summary>The stamps that the model needs and its classes; null if the model has no description.</summary>
    public ModelDescription? Description { get; }

    /// <summary>Number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>Loads a model.</summary>
    /// <param name="model">The content of an ONNX file from <c>ClassifierTrainer</c>.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="threads">Threads, at least 1; the number may change the last digits of probabilities.</param>
    /// <exception cref="InvalidInputException">
    /// The content is not such a model, or it contains operators or references to files that a classifier does not need (ONNX Runtime never
    /// sees such content), or the device is not available on this machine.
    /// </exception>
    public static ClassifierSession Load(byte[] model, ExecutionDevice device = ExecutionDevice.Cpu, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        var description = ModelProperties.Read(model);
        try
        {
            return new ClassifierSession(SessionFactory.Open(model, device, threads), description);
        }
        catch (OnnxRuntimeException failure)
        {
            throw new InvalidInputException(NoClassifier(failure.Message), failure);
        }
    }

    /// <summary>Loads a model file.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="threads">Threads, at least 1; the number may change the last digits of probabilities.</param>
    /// <exception cref="InvalidInputException">The file does not exist, or it is not such a model.</exception>
    public static ClassifierSession Load(string path, ExecutionDevice device = ExecutionDevice.Cpu, int threads = 1)
    {
        if (!File.Exists(path))
        {
            throw InvalidInputException.Of("model.no-such-file", "the model file does not exist", file: path);
        }

        // A serialised model cannot begin with a byte 0; devices such as /dev/zero do.
        if (BoundedFile.Read(path, LargestBytes, head => head[0] != 0) is not { } model)
        {
            throw InvalidInputException.Of(
                "model.too-large",
                $"the model is too large: at most {LargestBytes >> 20} MiB are supported",
                file: path
            );
        }

        try
        {
            return Load(model, device, threads);
        }
        catch (InvalidInputException failure)
        {
            throw new InvalidInputException([.. failure.Diagnostics.Select(d => d with { File = path })], failure);
        }
    }

    /// <summary>Class probabilities from the mean features of the model's views.</summary>
    /// <param name="stamps">
    /// N stamps of the shapes on which the model was trained, cut and normalised as its <see cref="Description"/> says. Only the shapes can
    /// be checked. To classify alerts use an <c>AlertClassifier</c>, which also makes the stamps.
    /// </param>
    /// <param name="cancellation">Is checked every few dozen stamps.</param>
    /// <returns>Shape (N, classes), row-major; each row sums to 1.</returns>
    /// <exception cref="ArgumentException">
    /// The stamps have the wrong number of scales or features, or a scale has the wrong shape or grid.
    /// </exception>
    public float[] Score(IStamps stamps, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stamps);
        CheckShapes(stamps);
        var probabilities = new float[stamps.Count * ClassCount];
        var chunk = new StampChunk(stamps, ChunkSize);
        for (var start = 0; start < stamps.Count; start += ChunkSize)
        {
            cancellation.ThrowIfCancellationRequested();
            ScoreChunk(chunk, start, Math.Min(ChunkSize, stamps.Count - start), probabilities);
        }

        return probabilities;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }

    private int ColumnInputLength => _vectors.Where(v => v.Name == VectorInput.ColumnsName).Sum(v => v.Length);

    private int FeatureLength => _vectors.Where(v => v.Name == VectorInput.FeaturesName).Sum(v => v.Length);

    private void CheckShapes(IStamps stamps)
    {
        if (stamps.Shapes.Count != _scales)
        {
            throw new ArgumentException($"the model takes {_scales} scales, but the stamps have {stamps.Shapes.Count}", nameof(stamps));
        }

        var features = stamps.FeatureLength;
        if (features != FeatureLength)
        {
            throw new ArgumentException($"the model takes {FeatureLength} features, but the stamps have {features}", nameof(stamps));
        }

        CheckColumns(stamps);
        if (stamps.Shapes.Select((shape, scale) => ShapeProblem(scale, shape)).OfType<string>().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(stamps));
        }
    }

    private void CheckColumns(IStamps stamps)
    {
        var columns = Description?.Columns?.Columns.Count ?? 0;
        if (stamps.ColumnLength != columns)
        {
            throw new ArgumentException(
                $"the model takes {columns} packet columns, but the stamps have {stamps.ColumnLength}",
                nameof(stamps)
            );
        }
    }

    private string? ShapeProblem(int scale, StampTensorShape shape)
    {
        // The first dimension is the number of alerts. A negative dimension takes any number.
        int[] given = [shape.Channels, shape.Pixels, shape.Pixels];
        int[] taken = _session.InputMetadata.TryGetValue(InferenceGraph.Scale(scale), out var input) ? [.. input.Dimensions.Skip(1)] : [];
        if (taken.Length != given.Length || taken.Zip(given).Any(d => d.First >= 0 && d.First != d.Second))
        {
            return $"scale {scale} of the stamps has {Extents(given)} pixels, but the model takes {Extents(taken)}";
        }

        return Description is { } description && shape.IsPolar != description.Layout.LogPolar is not null
            ? $"scale {scale} of the stamps has {GridName(shape.IsPolar)} pixels, but the model takes {GridName(!shape.IsPolar)} ones"
            : null;
    }

    private static string Extents(int[] extents) =>
        extents is [var channels, var rows, var columns] ? $"{channels} channels of {rows} x {columns}" : "other inputs";

    private static string GridName(bool isPolar) => isPolar ? "log-polar" : "square";

    private bool Fits(ModelDescription description)
    {
        var layout = description.Layout;
        return description.Classes.Count == ClassCount
            && layout.Scales.Count == _scales
            && layout.FeatureLength == FeatureLength
            && (description.Columns?.InputLength ?? 0) == ColumnInputLength
            && layout
                .Scales.Select(
                    (scale, i) =>
                        _session.InputMetadata.TryGetValue(InferenceGraph.Scale(i), out var input)
                        && input.Dimensions.AsSpan(1).SequenceEqual([2 * layout.ImagesAt(i).Count, scale.Pixels, scale.Pixels])
                )
                .All(fits => fits);
    }

    private static IEnumerable<VectorInput> VectorsOf(InferenceSession session, ModelDescription? description)
    {
        if (session.InputNames.Contains(VectorInput.PositionName))
        {
            yield return VectorInput.Position;
        }

        if (session.InputMetadata.TryGetValue(VectorInput.FeaturesName, out var features))
        {
            yield return VectorInput.Features(Math.Max(0, features.Dimensions.LastOrDefault()));
        }

        if (session.InputMetadata.TryGetValue(VectorInput.ColumnsName, out var columns))
        {
            yield return new VectorInput(VectorInput.ColumnsName, Math.Max(0, columns.Dimensions.LastOrDefault()))
            {
                Scaling = description?.Columns,
            };
        }
    }

    private static Diagnostic NoClassifier(string reason) =>
        Diagnostic.Error("model.unreadable", $"the model is not a classifier that ONNX Runtime can run: {reason}");

    private void ScoreChunk(StampChunk chunk, int start, int count, float[] probabilities)
    {
        var inputs = new Dictionary<string, OrtValue>();
        try
        {
            for (var i = 0; i < _scales; i++)
            {
                inputs.Add(InferenceGraph.Scale(i), chunk.Scale(start, count, i));
            }

            foreach (var vector in _vectors)
            {
                inputs.Add(vector.Name, chunk.Vector(start, count, vector));
            }

            using var outputs = _session.Run(_options, inputs, [InferenceGraph.Probabilities]);
            outputs[0].GetTensorDataAsSpan<float>().CopyTo(probabilities.AsSpan(start * ClassCount));
        }
        finally
        {
            foreach (var input in inputs.Values)
            {
                input.Dispose();
            }
        }
    }
}
