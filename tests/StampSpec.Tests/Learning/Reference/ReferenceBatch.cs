using StampSpec.Layouts.Model;
using StampSpec.Learning.Networks;
using StampSpec.Learning.Training;

namespace StampSpec.Tests.Learning.Reference;

/// <summary>The batch of one step in double precision: images view by view, one row of targets, dropout and position an alert.</summary>
internal sealed record ReferenceBatch(int Count, Images Images, double[] Targets, double[] Dropout, double[] Positions)
{
    public static ReferenceBatch Of(TrainingBatch batch, StampTensorShape shape, int count)
    {
        var pixels = Widen(batch[TrainingGraph.Scale(0)]);
        return new ReferenceBatch(
            count,
            new Images(pixels.Length / shape.Length, shape.Channels, shape.Pixels, pixels),
            Widen(batch[TrainingGraph.Targets]),
            Widen(batch[TrainingGraph.Dropout]),
            Widen(batch[VectorInput.PositionName])
        );
    }

    private static double[] Widen(Span<float> values) => [.. values.ToArray().Select(v => (double)v)];
}
