using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using StampSpec.Seeds;

namespace StampSpec.Learning.Models;

/// <summary>One name for everything that a training depends on: settings, data, classes and seed.</summary>
internal static class TrainingHash
{
    public static string Of(
        ClassifierSettings network,
        TrainingSettings training,
        IReadOnlyList<LabelledStamps> data,
        IReadOnlyList<string> classes,
        Seed seed,
        InitialWeights? start)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(new
        {
            network = Named(network),
            training = Named(training),
            classes,
            shapes = data[0].Stamps.Shapes,
            start = start?.Sha256,
        }));
        Span<byte> word = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(word, seed.Value);
        hash.AppendData(word);
        foreach (var part in data)
        {
            Append(hash, part);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Settings under the names that they had first, so that no renaming in the source changes the hash.</summary>
    private static object Named(ClassifierSettings settings) => new
    {
        settings.Widths,
        settings.Dense,
        settings.Dropout,
        settings.LearningRate,
        settings.Stacks,
        settings.UsesSkyPosition,
        ScoringViews = settings.TestTimeAugmentation,
    };

    private static object Named(TrainingSettings settings) => new
    {
        settings.BatchSize,
        settings.MaximumSteps,
        settings.EvaluationInterval,
        settings.Patience,
        Kept = settings.CheckpointPolicy,
        Views = settings.Augmentation,
        ValidationViews = settings.ValidationAugmentation,
        settings.BalancesClasses,
        settings.LabelSmoothing,
        settings.WeightDecay,
        settings.GradientNormLimit,
        settings.Device,
        settings.Threads,
    };

    private static void Append(IncrementalHash hash, LabelledStamps data)
    {
        hash.AppendData(MemoryMarshal.AsBytes(data.Labels.AsSpan()));
        for (var alert = 0; alert < data.Stamps.Count; alert++)
        {
            hash.AppendData(MemoryMarshal.AsBytes(data.Stamps.SkyPosition(alert)));
            hash.AppendData(MemoryMarshal.AsBytes(data.Stamps.FeaturesOf(alert)));
        }

        foreach (var (scale, shape) in data.Stamps.Shapes.Index())
        {
            for (var i = 0; i < data.Stamps.Count * shape.Channels; i++)
            {
                hash.AppendData(MemoryMarshal.AsBytes(data.Stamps.Channel(i / shape.Channels, scale, i % shape.Channels)));
            }
        }
    }
}
