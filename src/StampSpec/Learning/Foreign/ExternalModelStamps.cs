using StampSpec.Pixels;

namespace StampSpec.Learning.Foreign;

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
