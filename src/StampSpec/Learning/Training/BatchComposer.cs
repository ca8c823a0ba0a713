using StampSpec.Common;
using StampSpec.Learning.Networks;

namespace StampSpec.Learning.Training;

/// <summary>
/// Draws the alerts, views and dropped features of each step. The result depends only on the seed and the number of the step.
/// </summary>
internal sealed class BatchComposer
{
    private readonly NetworkPlan _plan;
    private readonly TrainingSettings _training;
    private readonly LabelledStamps _data;
    private readonly SampleOrder _order;
    private readonly RandomSource _views;
    private readonly RandomSource _dropout;
    private int _step;

    public BatchComposer(NetworkPlan plan, TrainingSettings training, LabelledStamps data, Seed seed)
    {
        _plan = plan;
        _training = training;
        _data = data;
        _order = new SampleOrder(data.Labels, plan.Classes, training.BalancesClasses, seed.Derive("order"));
        _views = seed.Derive("views").CreateSource();
        _dropout = seed.Derive("dropout").CreateSource();
    }

    /// <summary>Fills the batch of the next step.</summary>
    public void Compose(TrainingBatch batch)
    {
        _step++;
        WriteStepSize(batch);
        batch[TrainingGraph.Targets].Fill((float)(_training.LabelSmoothing / _plan.Classes));
        for (var row = 0; row < _training.BatchSize; row++)
        {
            WriteAlert(batch, row, _order.Next());
        }

        if (_plan.UsesDropout)
        {
            WriteDropout(batch[TrainingGraph.Dropout]);
        }
    }

    private void WriteStepSize(TrainingBatch batch)
    {
        var firstCorrection = 1 - Math.Pow(TrainingGraph.FirstDecay, _step);
        var secondCorrection = Math.Sqrt(1 - Math.Pow(TrainingGraph.SecondDecay, _step));
        var learningRate = _plan.Settings.LearningRate * _training.Schedule.FactorAt(_step, _training.MaximumSteps);
        batch[TrainingGraph.StepSize][0] = (float)(learningRate * secondCorrection / firstCorrection);
        batch[TrainingGraph.Epsilon][0] = (float)(1e-8 * secondCorrection);
        if (TrainingGraph.HasScheduledDecay(_training))
        {
            batch[TrainingGraph.Kept][0] = (float)(1 - (learningRate * _training.WeightDecay));
        }
    }

    private void WriteAlert(TrainingBatch batch, int row, int alert)
    {
        batch[TrainingGraph.Targets][(row * _plan.Classes) + _data.Labels[alert]] += (float)(1 - _training.LabelSmoothing);
        foreach (var vector in _plan.VectorInputs)
        {
            vector.Write(_data.Stamps, alert, batch[vector.Name].Slice(row * vector.Length, vector.Length));
        }

        if (_training.Augmentation != Augmentation.All)
        {
            WriteImages(batch, row, alert, _training.Augmentation == Augmentation.AsIs ? 0 : _views.NextInt(DihedralSymmetry.Count));
            return;
        }

        for (var view = 0; view < DihedralSymmetry.Count; view++)
        {
            WriteImages(batch, (view * _training.BatchSize) + row, alert, view);
        }
    }

    private void WriteImages(TrainingBatch batch, int row, int alert, int view)
    {
        for (var i = 0; i < _plan.Shapes.Count; i++)
        {
            var shape = _plan.Shapes[i];
            WriteChannels(alert, i, view, batch[TrainingGraph.Scale(i)].Slice(row * shape.Length, shape.Length));
        }
    }

    private void WriteChannels(int alert, int scale, int view, Span<float> result)
    {
        var shape = _plan.Shapes[scale];
        var pixels = shape.Pixels * shape.Pixels;
        for (var channel = 0; channel < shape.Channels; channel++)
        {
            DihedralSymmetry.Write(
                _data.Stamps.Channel(alert, scale, channel),
                shape.Pixels,
                shape.IsPolar,
                view,
                result.Slice(channel * pixels, pixels)
            );
        }
    }

    /// <summary>Drops each feature with the given probability and scales the others so that the expected value does not change.</summary>
    private void WriteDropout(Span<float> mask)
    {
        var threshold = (uint)Math.Round(_plan.Settings.Dropout * (1UL << 32));
        var scale = (float)(1 / (1 - _plan.Settings.Dropout));
        for (var i = 0; i < mask.Length; i += 2)
        {
            var bits = _dropout.NextBits();
            mask[i] = (uint)bits < threshold ? 0 : scale;
            if (i + 1 < mask.Length)
            {
                mask[i + 1] = (uint)(bits >> 32) < threshold ? 0 : scale;
            }
        }
    }
}

/// <summary>
/// The endless order in which alerts are drawn in shuffled rounds: either from a class that is chosen with equal probability, or from all
/// alerts.
/// </summary>
internal sealed class SampleOrder
{
    private readonly RandomSource _source;
    private readonly int[][] _pools;
    private readonly int[] _positions;

    public SampleOrder(IReadOnlyList<int> labels, int classes, bool balanced, Seed seed)
    {
        var all = Enumerable.Range(0, labels.Count);
        _pools = balanced
            ? [.. Enumerable.Range(0, classes).Select(c => all.Where(i => labels[i] == c).ToArray()).Where(pool => pool.Length > 0)]
            :
            [
                [.. all],
            ];
        _positions = new int[_pools.Length];
        _source = seed.CreateSource();
    }

    /// <summary>Index of the next alert.</summary>
    public int Next()
    {
        var chosen = _source.NextInt(_pools.Length);
        var pool = _pools[chosen];
        if (_positions[chosen] == 0)
        {
            _source.Shuffle<int>(pool);
        }

        var next = pool[_positions[chosen]];
        _positions[chosen] = (_positions[chosen] + 1) % pool.Length;
        return next;
    }
}
