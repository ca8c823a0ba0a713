using StampSpec.Imaging.Psf;
using StampSpec.Imaging.Resampling;

namespace StampSpec.Imaging.Simulation;

/// <summary>The resamplings of one alert's images under one mapping.</summary>
/// <param name="Science">Resampling of the science image and the difference image.</param>
/// <param name="Template">Resampling of the template.</param>
internal sealed record MappedGeometry(ResamplingPlan Science, ResamplingPlan Template)
{
    /// <summary>Side of a ZTF pixel, arcsec.</summary>
    public const double ZtfPixelScaleArcsec = 1.01;

    /// <summary>
    /// Derives the resamplings. Both PSFs are Kolmogorov profiles, so PSFs of equal width need no matching. Only the angular mapping may
    /// make the PSF narrower: if the seeing was so bad that the source is wider than the target even after the mapping, the result keeps
    /// the width of the source.
    /// </summary>
    /// <param name="width">Columns of the ZTF cutouts.</param>
    /// <param name="height">Rows of the ZTF cutouts.</param>
    /// <param name="seeingArcsec">
    /// FWHM of the science image. It is also used for the template, because packets do not contain the template's PSF.
    /// </param>
    /// <param name="settings">Mapping and band.</param>
    public static MappedGeometry Of(int width, int height, double seeingArcsec, SimulationSettings settings)
    {
        var dilation = settings.Mapping switch
        {
            ResamplingMapping.PixelAnalog => LsstBand.PixelScaleArcsec / ZtfPixelScaleArcsec,
            ResamplingMapping.SeeingScaled => settings.Band.FwhmArcsec / seeingArcsec,
            _ => 1,
        };
        var scale = ZtfPixelScaleArcsec * dilation / LsstBand.PixelScaleArcsec;
        var source = new PixelGrid(width, height, ZtfPixelScaleArcsec);
        var target = new PixelGrid(Scaled(width, scale), Scaled(height, scale), LsstBand.PixelScaleArcsec);
        var narrowest = settings.Mapping == ResamplingMapping.Angular ? 0 : seeingArcsec * dilation;
        return new MappedGeometry(Plan(settings.Band.VisitPsf), Plan(settings.Band.TemplatePsf));

        ResamplingPlan Plan(PointSpreadFunction wanted) =>
            new(source, new KolmogorovPsf(seeingArcsec), target, wanted.FwhmArcsec >= narrowest ? wanted : new KolmogorovPsf(narrowest))
            {
                Dilation = dilation,
            };
    }

    // The largest size inside the source that keeps an odd size odd, so that the centre remains the centre of a pixel.
    private static int Scaled(int pixels, double scale)
    {
        var whole = (int)Math.Floor((pixels * scale) + 1e-9);
        return Math.Max(1, (whole - pixels) % 2 == 0 ? whole : whole - 1);
    }
}
