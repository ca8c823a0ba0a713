using StampSpec.Layouts;
using StampSpec.Studies.Results;

namespace StampSpec.Studies.Data;

/// <summary>Counts the pixels of a study's stamps that hold nothing: those whose mask is 1.</summary>
internal static class MissingPixelCount
{
    /// <summary>A row for each scale of each layout.</summary>
    public static IReadOnlyList<MissingRow> Rows(Study study, StudyData data) =>
        [.. study.Layouts.SelectMany(layout => layout.Layout.Scales.Select((scale, index) => Row(layout.Name, scale, index, data.Stamps[layout.Name])))];

    private static MissingRow Row(string layout, StampScale scale, int index, IStamps stamps)
    {
        var (alerts, missing) = (0, 0L);
        var shape = stamps.Shapes[index];
        var images = shape.Channels / 2;
        for (var alert = 0; alert < stamps.Count; alert++)
        {
            // The second half of a stamp's channels are the masks of the first.
            var count = Enumerable.Range(images, images).Sum(mask => System.MemoryExtensions.Count(stamps.Channel(alert, index, mask), 1f));
            alerts += count > 0 ? 1 : 0;
            missing += count;
        }

        return new MissingRow(
            layout, index, scale.Pixels, scale.PixelScaleArcsec, stamps.Count, alerts, stamps.Count == 0 ? 0 : missing / (stamps.Count * (shape.Length / 2.0)));
    }
}
