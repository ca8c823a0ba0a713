using System.Globalization;
using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Learning.External;

/// <summary>Scores stamps with an external model. Not thread-safe.</summary>
internal sealed class ExternalModelSession : IDisposable
{
    private const int ChunkSize = 32;
    private const int PositionLength = 3;
    private const float SumTolerance = 1e-3f;

    private readonly ExternalModel _model;
    private readonly StampLayout _layout;
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly int _batch;

    /// <summary>Opens a model for stamps of a layout that fits it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layout">The layout.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="threads">Threads, at least 1.</param>
    /// <exception cref="InvalidInputException">
    /// The model was changed after it was read, or the device is not available on this machine.
    /// </exception>
    public ExternalModelSession(ExternalModel model, StampLayout layout, ExecutionDevice device = ExecutionDevice.Cpu, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        (_model, _layout) = (model, layout);
        _session = model.File.Open(device, threads);
        _batch = model.File.Inputs.Values.Select(i => i.Batch).FirstOrDefault(b => b is not null) ?? ChunkSize;
    }

    /// <summary>
    /// Probabilities of some of the model's classes. If these are not all of its classes, the probabilities are rescaled to sum to 1; if
    /// all are 0, they become equal.
    /// </summary>
    /// <param name="stamps">N stamps of the layout.</param>
    /// <param name="classes">Classes of the model, all or some of them.</param>
    /// <returns>Shape (N, classes), row-major.</returns>
    /// <exception cref="ArgumentException">The output of the model is not a set of probabilities.</exception>
    public float[] Score(IStamps stamps, IReadOnlyList<string> classes)
    {
        int[] columns = [.. classes.Select(c => _model.Classes.ToList().IndexOf(c))];
        var scores = new float[stamps.Count * columns.Length];
        for (var start = 0; start < stamps.Count; start += _batch)
        {
            var count = Math.Min(_batch, stamps.Count - start);
            var raw = Run(stamps, start, count);
            for (var row = 0; row < count; row++)
            {
                Convert(
                    raw.AsSpan(row * _model.Classes.Count, _model.Classes.Count),
                    columns,
                    scores.AsSpan((start + row) * columns.Length, columns.Length)
                );
            }
        }

        return scores;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }

    private float[] Run(IStamps stamps, int start, int count)
    {
        var inputs = new Dictionary<string, OrtValue>();
        try
        {
            foreach (var input in _model.Inputs)
            {
                inputs.Add(input.Name, Tensor(input, stamps, start, count));
            }

            using var outputs = _session.Run(_options, inputs, [_model.Output]);
            return outputs[0].GetTensorDataAsSpan<float>().ToArray();
        }
        finally
        {
            foreach (var value in inputs.Values)
            {
                value.Dispose();
            }
        }
    }

    /// <summary>The tensor of an input. A model that takes a fixed number of alerts gets zeros after the last alert.</summary>
    private OrtValue Tensor(ExternalModelInput input, IStamps stamps, int start, int count)
    {
        var rows = _model.File.Inputs[input.Name].Batch ?? count;
        if (input.Stamps is not { } shown)
        {
            var positions = new float[rows * PositionLength];
            for (var i = 0; i < count; i++)
            {
                stamps.SkyPosition(start + i).CopyTo(positions.AsSpan(i * PositionLength));
            }

            return Wrap(positions, rows, PositionLength);
        }

        (int Scale, int Channel)[] channels = [.. Channels(shown)];
        var pixels = stamps.Shapes[channels[0].Scale].Pixels;
        var values = new float[rows * channels.Length * pixels * pixels];
        for (var i = 0; i < count * channels.Length; i++)
        {
            var (scale, channel) = channels[i % channels.Length];
            stamps.Channel(start + (i / channels.Length), scale, channel).CopyTo(values.AsSpan(i * pixels * pixels));
        }

        return Wrap(values, rows, channels.Length, pixels, pixels);
    }

    /// <summary>The scale and the channel of the stamps for each channel of an input. In stamps the masks follow the images.</summary>
    private IEnumerable<(int Scale, int Channel)> Channels(ExternalModelStamps shown) =>
        from scale in shown.Scale is { } one ? [one] : Enumerable.Range(0, _layout.Scales.Count)
        let carried = _layout.ImagesAt(scale).ToList()
        from offset in shown.WithMasks ? new[] { 0, carried.Count } : [0]
        from image in shown.Images
        select (scale, offset + carried.IndexOf(image));

    private void Convert(Span<float> raw, int[] columns, Span<float> probabilities)
    {
        if (_model.Gives == ExternalModelScores.Logits)
        {
            TensorPrimitives.SoftMax(raw, raw);
        }

        RequireProbabilities(raw);
        var sum = 0f;
        for (var k = 0; k < columns.Length; k++)
        {
            probabilities[k] = raw[columns[k]];
            sum += probabilities[k];
        }

        if (sum <= 0)
        {
            probabilities.Fill(1f / columns.Length);
        }
        else if (columns.Length < raw.Length)
        {
            TensorPrimitives.Divide(probabilities, sum, probabilities);
        }
    }

    private void RequireProbabilities(ReadOnlySpan<float> row)
    {
        var sum = TensorPrimitives.Sum(row);
        if (!(Math.Abs(sum - 1) <= SumTolerance) || TensorPrimitives.Min(row) < 0)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_model.File.Name} gave "
                        + $"{string.Join(", ", row.ToArray().Take(6).Select(p => p.ToString("0.###", CultureInfo.InvariantCulture)))}"
                        + $", which are not probabilities; if they are logits, write gives: logits"
                )
            );
        }
    }

    private static OrtValue Wrap(float[] values, params long[] shape) =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values.AsMemory(), shape);
}
