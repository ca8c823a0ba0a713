using StampSpec.Alerts;

namespace StampSpec.Learning.External;

/// <summary>
/// A classifier that was trained elsewhere: an ONNX file and a description of its inputs and outputs. It is scored, never trained.
/// </summary>
/// <param name="File">The file.</param>
/// <param name="Inputs">The data that each of its inputs gets.</param>
/// <param name="Classes">Names of the classes in the order of its output.</param>
/// <param name="Gives">What its output contains.</param>
/// <param name="Output">Name of the output that is read.</param>
internal sealed record ExternalModel(
    ExternalModelFile File,
    IReadOnlyList<ExternalModelInput> Inputs,
    IReadOnlyList<string> Classes,
    ExternalModelScores Gives,
    string Output
);

/// <summary>One input of an external model.</summary>
/// <param name="Name">Name of the input in the model.</param>
/// <param name="Stamps">
/// The parts of the stamps that it gets; null if it gets the sky position as unit vectors (x, y, z), shape (N, 3).
/// </param>
internal sealed record ExternalModelInput(string Name, ExternalModelStamps? Stamps);

/// <summary>What the output of an external model contains.</summary>
internal enum ExternalModelScores
{
    /// <summary>Probabilities, which sum to 1.</summary>
    Probabilities,

    /// <summary>Logits, which softmax turns into probabilities.</summary>
    Logits,
}

/// <summary>
/// The parts of the stamps that an input of an external model gets: float32 of shape (N, channels, pixels, pixels), channels first. The
/// channels are the images in their order and then, if masks are asked for, the masks of missing pixels (1 if a pixel is missing) in the
/// same order.
/// </summary>
/// <param name="Images">Images in the order of the channels.</param>
/// <param name="Scale">
/// Index of the scale, 0 for the finest; null for all scales. The channels of all scales follow one another, finest first, and the scales
/// must have the same size.
/// </param>
/// <param name="WithMasks">Whether the masks follow the images.</param>
internal sealed record ExternalModelStamps(IReadOnlyList<CutoutKind> Images, int? Scale, bool WithMasks)
{
    /// <summary>Channels of one scale.</summary>
    internal int ChannelsPerScale => Images.Count * (WithMasks ? 2 : 1);
}
