using StampSpec.Imaging.Simulation;

namespace StampSpec.Tests.Imaging;

/// <summary>What follows from a band's typical visit and is known from elsewhere (SMTN-002), to check the band by.</summary>
internal static class VisitDepth
{
    private const double ReadNoiseElectrons = 8.8;
    private const double DarkElectrons = 0.2 * 30;
    private const double ExposureSeconds = 30;

    /// <summary>Pixels over which the noise of a PSF-fit flux adds up: 2.266 (FWHMeff / 0.2")^2 (LSE-40, eq. 1).</summary>
    public static double EffectivePixels(LsstBand band) => 2.266 * Math.Pow(band.FwhmEffectiveArcsec / LsstBand.PixelScaleArcsec, 2);

    /// <summary>
    /// Five-sigma point-source depth, AB mag: the source of S electrons with S / sqrt(S + n_eff sigma^2) = 5, including its own photon
    /// noise.
    /// </summary>
    public static double FiveSigmaMag(LsstBand band)
    {
        var noise = band.SkyElectrons + (ReadNoiseElectrons * ReadNoiseElectrons) + DarkElectrons;
        var electrons = 0.5 * (25 + Math.Sqrt((25 * 25) + (4 * 25 * EffectivePixels(band) * noise)));
        return band.ZeroPointMag - (2.5 * Math.Log10(electrons / ExposureSeconds));
    }
}
