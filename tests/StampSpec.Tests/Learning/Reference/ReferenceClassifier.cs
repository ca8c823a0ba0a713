using StampSpec.Learning.Networks;

namespace StampSpec.Tests.Learning.Reference;

/// <summary>The classifier of one scale in double precision, with forward pass, backward pass and Adam, written without any of the engine's
/// operators.</summary>
internal sealed class ReferenceClassifier
{
    private readonly NetworkPlan _plan;
    private readonly ConvolutionLayer[] _convolutions;
    private readonly DenseLayer _dense;
    private readonly DenseLayer _logits;
    private readonly int _gainStart;
    private readonly double[] _first;
    private readonly double[] _second;

    public ReferenceClassifier(NetworkPlan plan, IEnumerable<float> initial)
    {
        _plan = plan;
        Parameters = [.. initial.Select(v => (double)v)];
        _first = new double[Parameters.Length];
        _second = new double[Parameters.Length];
        var settings = plan.Settings;
        _convolutions =
        [
            .. settings.Widths.Select(
                (width, i) =>
                    new ConvolutionLayer(
                        Start(2 * i),
                        Start((2 * i) + 1),
                        i == 0 ? plan.Stacks[0].Channels : settings.Widths[i - 1],
                        width,
                        i < settings.PoolingsFor(plan.Shapes[0].Pixels)
                    )
            ),
        ];
        var head = 2 * settings.Widths.Count;
        _gainStart = Start(head);
        _dense = new DenseLayer(Start(head + 2), Start(head + 3), plan.FeatureLength + 3, settings.Dense);
        _logits = new DenseLayer(Start(head + 4), Start(head + 5), settings.Dense, plan.Classes);
    }

    public double[] Parameters { get; }

    /// <summary>Loss and gradient of one batch.</summary>
    public (double Loss, double[] Gradient) Differentiate(ReferenceBatch batch)
    {
        var gradient = new double[Parameters.Length];
        var images = batch.Images;
        foreach (var layer in _convolutions)
        {
            images = layer.Forward(Parameters, images);
        }

        var (features, length) = (_plan.FeatureLength, _plan.FeatureLength + 3);
        var normalised = Standardised(batch.Positions);
        var joined = new double[batch.Count * length];
        for (var i = 0; i < joined.Length; i++)
        {
            var (row, column) = (i / length, i % length);
            joined[i] =
                column < features
                    ? Averaged(images, batch, row, column) * batch.Dropout[(row * features) + column]
                    : (normalised[(row * 3) + column - features] * Parameters[_gainStart + column - features])
                        + Parameters[_gainStart + 3 + column - features];
        }

        var hidden = _dense.Forward(Parameters, joined).Select(Math.Tanh).ToArray();
        var (loss, flow) = CrossEntropy(_logits.Forward(Parameters, hidden), batch);
        var hiddenFlow = _logits.Backward(Parameters, flow, gradient).Zip(hidden, (g, h) => g * (1 - (h * h))).ToArray();
        var joinedFlow = _dense.Backward(Parameters, hiddenFlow, gradient);
        var imageFlow = new Images(images.Count, images.Channels, images.Side);
        for (var i = 0; i < joined.Length; i++)
        {
            SpreadBack(i, joinedFlow[i], batch, normalised, imageFlow, gradient);
        }

        foreach (var layer in _convolutions.Reverse())
        {
            imageFlow = layer.Backward(Parameters, imageFlow, gradient);
        }

        return (loss, gradient);
    }

    /// <summary>
    /// One step of Adam as in algorithm 1 of Kingma and Ba 2015, with weight decay and a factor of the learning rate as in algorithm 2 of
    /// Loshchilov and Hutter 2019.
    /// </summary>
    public double Step(ReferenceBatch batch, int step, double factor = 1, double weightDecay = 0)
    {
        var (loss, gradient) = Differentiate(batch);
        var rate = factor * _plan.Settings.LearningRate;
        for (var i = 0; i < gradient.Length; i++)
        {
            _first[i] = (0.9 * _first[i]) + (0.1 * gradient[i]);
            _second[i] = (0.999 * _second[i]) + (0.001 * gradient[i] * gradient[i]);
            var (m, v) = (_first[i] / (1 - Math.Pow(0.9, step)), _second[i] / (1 - Math.Pow(0.999, step)));
            Parameters[i] -= (rate * m / (Math.Sqrt(v) + 1e-8)) + (rate * weightDecay * Parameters[i]);
        }

        return loss;
    }

    private int Start(int parameter) => _plan.Parameters.Take(parameter).Sum(p => p.Length);

    private static double Averaged(Images images, ReferenceBatch batch, int row, int feature)
    {
        var views = images.Count / batch.Count;
        var length = images.Values.Length / images.Count;
        return Enumerable.Range(0, views).Average(view => images.Values[(((view * batch.Count) + row) * length) + feature]);
    }

    private void SpreadBack(int index, double flow, ReferenceBatch batch, double[] normalised, Images images, double[] gradient)
    {
        var features = _plan.FeatureLength;
        var (row, column) = (index / (features + 3), index % (features + 3));
        if (column >= features)
        {
            gradient[_gainStart + column - features] += flow * normalised[(row * 3) + column - features];
            gradient[_gainStart + 3 + column - features] += flow;
            return;
        }

        var views = images.Count / batch.Count;
        for (var view = 0; view < views; view++)
        {
            images.Values[(((view * batch.Count) + row) * features) + column] += flow * batch.Dropout[(row * features) + column] / views;
        }
    }

    private static double[] Standardised(double[] positions)
    {
        var result = new double[positions.Length];
        for (var axis = 0; axis < 3; axis++)
        {
            var column = positions.Where((_, i) => i % 3 == axis).ToArray();
            var mean = column.Average();
            var deviation = Math.Sqrt(column.Average(v => (v - mean) * (v - mean)) + 1e-5);
            for (var row = 0; row < column.Length; row++)
            {
                result[(row * 3) + axis] = (column[row] - mean) / deviation;
            }
        }

        return result;
    }

    private (double Loss, double[] Flow) CrossEntropy(double[] logits, ReferenceBatch batch)
    {
        var loss = 0.0;
        var flow = new double[logits.Length];
        for (var row = 0; row < batch.Count; row++)
        {
            var scores = logits.AsSpan(row * _plan.Classes, _plan.Classes);
            var total = scores.ToArray().Sum(Math.Exp);
            for (var k = 0; k < scores.Length; k++)
            {
                var target = batch.Targets[(row * _plan.Classes) + k];
                loss -= target * (scores[k] - Math.Log(total)) / batch.Count;
                flow[(row * _plan.Classes) + k] = ((Math.Exp(scores[k]) / total) - target) / batch.Count;
            }
        }

        return (loss, flow);
    }
}
