using System.Globalization;
using StampSpec.Imaging;
using StampSpec.Layouts;
using StampSpec.Sky;

namespace StampSpec.Studies.Specification;

/// <summary>The stamp of a study's alerts, where that is known before they are read.</summary>
/// <param name="Native">Its pixels and their side.</param>
/// <param name="Origin">What makes it so, as messages name it.</param>
/// <param name="OtherWay">What to change in place of the layout; null for nothing.</param>
internal sealed record NativeStamp(StampScale Native, string Origin, string? OtherWay)
{
    /// <summary>What to write in place of a layout that does not fit.</summary>
    public string Fix => string.Create(
        CultureInfo.InvariantCulture,
        $"write a layout of pixels from {Native.PixelScaleArcsec} arcsec whose outermost pixels start within {Native.FieldOfViewArcsec:0.#} arcsec{OtherWay}");

    /// <summary>The stamp of a data set's alerts: that of the simulation, or of the synthetic survey; null where alerts are read.</summary>
    public static NativeStamp? Of(StudyDataSet dataSet) =>
        dataSet.Simulation is { } simulation ? new NativeStamp(
            new StampScale(simulation.TypicalPixels, LsstBand.PixelScaleArcsec), $"{simulation.Mapping.Name()} simulation", ", or another mapping under simulate")
        : dataSet.Synthetic is not null ? new NativeStamp(new StampScale(SceneGrid.CutoutSide, SceneGrid.PixelScaleArcsec), "synthetic survey", null)
        : null;
}
