using StampSpec.Seeds;

namespace StampSpec.Sky.Artefacts;

/// <summary>Nothing beyond a detector's edge; where the template ends, the border is ragged in steps.</summary>
/// <param name="Side">0 left, 1 right, 2 bottom, 3 top.</param>
/// <param name="DistancePixels">Pixels from the centre to the edge, 1 to 40.</param>
/// <param name="IsRagged">Whether the border steps.</param>
internal sealed record ChipEdge(int Side, int DistancePixels, bool IsRagged) : IArtefact
{
    private const int LongestStep = 12;

    /// <inheritdoc/>
    public void Apply(ExposurePair images, RandomSource random)
    {
        var (depth, remaining) = (DistancePixels, 0);
        for (var along = -SceneGrid.Centre; along <= SceneGrid.Centre; along++)
        {
            if (IsRagged && remaining-- == 0)
            {
                depth = DistancePixels + random.NextInt(4);
                remaining = 1 + random.NextInt(LongestStep);
            }

            for (var across = depth; across <= SceneGrid.Centre; across++)
            {
                var signed = Side % 2 == 0 ? -across : across;
                images.Mask(Side < 2 ? signed : along, Side < 2 ? along : signed);
            }
        }
    }
}
