using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Learning.Networks;

namespace StampSpec.Benchmarks.Learning;

/// <summary>A published network with random stamps.</summary>
internal sealed record BenchmarkNetwork(string Name, StampTensorShape[] Shapes, ClassifierSettings Settings)
{
    private const int Classes = 6;

    public static readonly BenchmarkNetwork[] Published =
    [
        new(
            "full",
            [new StampTensorShape(6, 63)],
            new ClassifierSettings
            {
                Widths = [37, 60, 29, 26],
                Dense = 31,
                Dropout = 0.7173,
            }
        ),
        new(
            "multi-scale",
            [.. Enumerable.Repeat(new StampTensorShape(6, 8), 4)],
            new ClassifierSettings
            {
                Widths = [76, 18, 54, 28],
                Dense = 69,
                Dropout = 0.8478,
            }
        ),
        new(
            "cropped",
            [new StampTensorShape(6, 16)],
            new ClassifierSettings
            {
                Widths = [112, 27, 92, 121],
                Dense = 133,
                Dropout = 0.8668,
            }
        ),
        new(
            "low-resolution",
            [new StampTensorShape(6, 16)],
            new ClassifierSettings
            {
                Widths = [63, 31, 108, 14],
                Dense = 22,
                Dropout = 0.7307,
            }
        ),
    ];

    public NetworkPlan Plan => new(Settings, Shapes, Classes);

    public LabelledStamps DrawStamps(int count)
    {
        var source = new Seed(1).CreateSource();
        float[] Draw(int length) => [.. Enumerable.Range(0, length).Select(_ => (float)source.NextDouble())];
        return new LabelledStamps(
            new StampTensors(count, Shapes, [.. Shapes.Select(s => Draw(count * s.Length))], Draw(count * NetworkPlan.PositionLength)),
            [.. Enumerable.Range(0, count).Select(i => i % Classes)]
        );
    }
}
