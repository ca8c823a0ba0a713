using StampSpec.Alerts;

namespace StampSpec.Learning.External;

/// <summary>A classifier that was trained elsewhere: an ONNX file, and how it is to be read. It is scored, never trained.</summary>
/// <param name="File">The file.</param>
/// <param name="Inputs">What each of its inputs takes.</param>
/// <param name="Classes">Names of the classes in the order of its output.</param>
/// <param name="Gives">What its output means.</param>
/// <param name="Output">Name of the output.</param>
public sealed record ExternalModel(
    ExternalModelFile File,
    IReadOnlyList<ExternalModelInput> Inputs,
    IReadOnlyList<string> Classes,
    ExternalModelScores Gives,
    string Output
);

/// <summary>One input of an external model.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Stamps">What it shows of the stamps; null if it takes the sky position: unit vectors (x, y, z), shape (N, 3).</param>
public sealed record ExternalModelInput(string Name, ExternalModelStamps? Stamps);

/// <summary>What an external model gives.</summary>
public enum ExternalModelScores
{
    /// <summary>Probabilities, which sum to 1.</summary>
    Probabilities,

    /// <summary>Logits, which become probabilities by softmax.</summary>
    Logits,
}

/// <summary>
/// What an external model's input shows of the stamps: float32 of shape (N, channels, pixels, pixels), channels first. The channels are the
/// images in their order, then, where asked for, their masks of missing pixels (1 if a pixel holds nothing) in the same order.
/// </summary>
/// <param name="Images">Images in the order of the channels.</param>
/// <param name="Scale">
/// Index of the scale, 0 the finest; null for all scales, whose channels follow one another, finest first, and which must be of one size.
/// </param>
/// <param name="WithMasks">Whether masks follow the images.</param>
public sealed record ExternalModelStamps(IReadOnlyList<CutoutKind> Images, int? Scale, bool WithMasks)
{
    /// <summary>Channels of one scale.</summary>
    internal int ChannelsPerScale => Images.Count * (WithMasks ? 2 : 1);
}
