using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;

namespace StampSpec.Budgets;

/// <summary>
/// The stamps of one alert in a layout, ready to be serialised: real flux and, if the packet contains them, real variance and PSF.
/// </summary>
/// <param name="Layout">The layout.</param>
/// <param name="Images">One image for each of the layout's images, in its order.</param>
internal sealed record SampledStamps(StampLayout Layout, IReadOnlyList<SampledImage> Images)
{
    /// <summary>For each of the layout's features, in its order, the numbers that are sent.</summary>
    public IReadOnlyList<double[]> Features { get; init; } = [];

    /// <summary>Cuts the layout from an alert; a stamp that follows the footprint has the alert's own size.</summary>
    /// <exception cref="InvalidInputException">The pixels of the layout are finer than those of the cutout, or the layout follows the
    /// footprint, and the packet does not say how large it is.</exception>
    public static SampledStamps Of(Alert alert, StampLayout layout)
    {
        ArgumentNullException.ThrowIfNull(alert);
        ArgumentNullException.ThrowIfNull(layout);
        var own = FootprintStamp.LayoutOf(layout, alert);
        return new SampledStamps(own, [.. own.Images.Select(kind => SampledImage.Of(alert[kind], own))])
        {
            Features = [.. layout.Features.Select(f => f.Measure(alert))],
        };
    }
}

/// <summary>One image of an alert in a layout.</summary>
/// <param name="Planes">
/// The stored scales of each plane of the layout, finest first: whole images, or the pixels around an omitted centre as one row.
/// </param>
/// <param name="Psf">Values of the layout's PSF; empty if it has none.</param>
internal sealed record SampledImage(IReadOnlyList<IReadOnlyList<Image<float>>> Planes, IReadOnlyList<double> Psf)
{
    private const double StandInPsfSigmaPixels = 1.7;

    /// <summary>
    /// Cuts the layout from a cutout. A mask is all zeros, because no survey ships masks, and so is a variance that the packet does not
    /// contain.
    /// </summary>
    internal static SampledImage Of(Cutout cutout, StampLayout layout) =>
        new([.. layout.Planes.Select(plane => Sample(cutout, plane, layout))], PsfValues(cutout, layout.Psf));

    private static List<Image<float>> Sample(Cutout cutout, StampPlane plane, StampLayout layout)
    {
        var native = plane.Kind switch
        {
            PlaneKind.Flux => cutout.Flux,
            PlaneKind.Variance => cutout.Variance,
            _ => null,
        };
        var scales = LayoutSampler.Sample(
            native ?? new Image<float>(cutout.Flux.Width, cutout.Flux.Height),
            cutout.PixelScaleArcsec,
            layout
        );
        return [.. layout.ScalesOf(cutout.Kind).Select(scale => Stored(scales[scale], layout.OmittedPixels(scale)))];
    }

    /// <summary>The image, or the pixels around an omitted centre as one row.</summary>
    internal static Image<float> Stored(Image<float> image, int omitted)
    {
        if (omitted == 0)
        {
            return image;
        }

        var first = (image.Width - omitted) / 2;
        var stored = new List<float>(image.Pixels.Length - (omitted * omitted));
        for (var row = 0; row < image.Height; row++)
        {
            var pixels = image.Row(row);
            var isBeside = row < first || row >= first + omitted;
            stored.AddRange(isBeside ? pixels : [.. pixels[..first], .. pixels[(first + omitted)..]]);
        }

        return new Image<float>(stored.Count, 1, [.. stored]);
    }

    // If the packet has no PSF or one of another size, the PSF is a Gaussian: its bytes compress like those of a smooth PSF.
    private static double[] PsfValues(Cutout cutout, PsfPlane? psf) =>
        psf switch
        {
            null => [],
            PsfImage { Pixels: var side } when cutout.Psf is { } real && real.Width == side && real.Height == side => real.Pixels.ToArray(),
            PsfImage { Pixels: var side } =>
            [
                .. Enumerable.Range(0, side * side).Select(i => Gaussian((i % side) - (side / 2), (i / side) - (side / 2))),
            ],
            _ => [.. Enumerable.Range(1, psf.ValueCount).Select(i => Math.Sqrt(i))],
        };

    private static double Gaussian(int x, int y) =>
        Math.Exp(-((x * x) + (y * y)) / (2 * StandInPsfSigmaPixels * StandInPsfSigmaPixels))
        / (2 * Math.PI * StandInPsfSigmaPixels * StandInPsfSigmaPixels);
}
