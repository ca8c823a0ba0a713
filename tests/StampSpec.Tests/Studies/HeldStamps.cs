using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Studies.Data;

namespace StampSpec.Tests.Studies;

/// <summary>Stamps as a study holds them, and back.</summary>
internal static class HeldStamps
{
    /// <summary>Tensors in a file of their own.</summary>
    public static MappedStamps Map(StampTensors tensors)
    {
        using var writer = new StampFileWriter(tensors.Shapes);
        for (var alert = 0; alert < tensors.Count; alert++)
        {
            writer.Add(tensors, alert);
        }

        return writer.Map();
    }

    /// <summary>A copy in arrays.</summary>
    public static StampTensors Copy(IStamps stamps)
    {
        float[][] scales = [.. stamps.Shapes.Select(s => new float[stamps.Count * s.Length])];
        foreach (var (index, scale) in scales.Index())
        {
            stamps.CopyScale(0, stamps.Count, index, scale);
        }

        var alerts = Enumerable.Range(0, stamps.Count).ToArray();
        return new StampTensors(stamps.Count, stamps.Shapes, scales, [.. alerts.SelectMany(a => stamps.SkyPosition(a).ToArray())])
        {
            FeatureLength = stamps.FeatureLength,
            Features = [.. alerts.SelectMany(a => stamps.FeaturesOf(a).ToArray())],
        };
    }
}
