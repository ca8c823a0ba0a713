using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Learning;
using StampSpec.Learning.Models;
using StampSpec.Learning.Onnx;
using StampSpec.Learning.Training;
using StampSpec.Tests.Learning;

namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>Models: what is read of them before ONNX Runtime, and ONNX Runtime itself behind it.</summary>
internal static class ModelTargets
{
    public static IEnumerable<FuzzTarget> All()
    {
        var model = new Lazy<byte[]>(Model);
        yield return new FuzzTarget(
            "onnx-metadata",
            random => Mutated(model.Value, random),
            bytes => ModelProperties.Read(OnnxModelCheck.Metadata(OnnxModelCheck.Read(bytes)))
        );
        yield return new FuzzTarget("onnx-session", random => Mutated(model.Value, random), Open) { Share = 0.1 };
    }

    /// <summary>A small model with everything that a study writes into it.</summary>
    public static byte[] Model()
    {
        var data = ToyStamps.Draw(6, new Seed(1), new StampTensorShape(6, 16));
        return ClassifierTrainer
            .Train(
                new ClassifierSettings { Widths = [2, 2], Dense = 2 },
                new TrainingSettings { BatchSize = 2, MaximumSteps = 1 },
                data,
                data,
                ToyStamps.Classes,
                new Seed(3)
            )
            .For(LayoutLibrary.Load("ztf-cropped"), NormalisationOrder.Before)
            .OnnxModel;
    }

    private static byte[] Mutated(byte[] model, RandomSource random) =>
        random.NextInt(8) switch
        {
            0 => ByteMutation.Noise(model, random),
            < 4 => ByteMutation.Apply(model, random),
            _ => OnnxMutation.Apply(model, random),
        };

    // ONNX Runtime says what is wrong but not where, so its own message counts as the place.
    private static void Open(byte[] bytes)
    {
        try
        {
            ClassifierSession.Load(bytes).Dispose();
        }
        catch (InvalidInputException refused)
        {
            throw new InvalidInputException([.. refused.Diagnostics.Select(d => d with { Path = d.Path ?? "model" })], refused);
        }
    }
}
