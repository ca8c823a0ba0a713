using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Learning;

namespace StampSpec.Tests.Learning;

/// <summary>Stamps of three classes that differ in shape alone: a round spot, a streak, nothing; all in noise.</summary>
internal static class ToyStamps
{
    public static readonly string[] Classes = ["spot", "streak", "nothing"];

    public static LabelledStamps Draw(int count, Seed seed, params StampTensorShape[] shapes)
    {
        var source = seed.CreateSource();
        var labels = Enumerable.Range(0, count).Select(_ => source.NextInt(Classes.Length)).ToArray();
        float[][] scales = [.. shapes.Select(shape => DrawScale(labels, shape, source))];
        var positions = Enumerable.Range(0, count * 3).Select(_ => (float)(source.NextNormal() / Math.Sqrt(3))).ToArray();
        return new LabelledStamps(new StampTensors(count, shapes, scales, positions), labels);
    }

    private static float[] DrawScale(int[] labels, StampTensorShape shape, RandomSource source)
    {
        var values = new float[labels.Length * shape.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var pixel = i % (shape.Pixels * shape.Pixels);
            var (y, x) = ((pixel / shape.Pixels) - (shape.Pixels / 2), (pixel % shape.Pixels) - (shape.Pixels / 2));
            var signal = labels[i / shape.Length] switch
            {
                0 => Math.Exp(-((x * x) + (y * y)) / 4.0),
                1 => Math.Abs(y) <= 0 ? 1 : 0,
                _ => 0,
            };
            values[i] = (float)(signal + (0.3 * source.NextNormal()));
        }

        return values;
    }
}
