namespace StampSpec.Imaging;

/// <summary>What was done to one alert, for the manifest.</summary>
/// <param name="Mapping">How angles were read.</param>
/// <param name="Band">The LSST band.</param>
/// <param name="Seeing">The ZTF image's PSF width as used, rounded to 0.05".</param>
/// <param name="Dilation">Factor on all angles.</param>
/// <param name="TargetFwhmArcsec">FWHM of the science PSF in the result.</param>
/// <param name="TemplateFwhmArcsec">FWHM of the template PSF in the result.</param>
/// <param name="NanojanskyPerDn">Factor from ZTF's DN to nJy of the result, the dimming included.</param>
/// <param name="DimmingMag">
/// How much fainter the sources were made so that ZTF's noise becomes LSST's at the same signal-to-noise; null if the packet has no zero
/// point.
/// </param>
/// <param name="ScienceNoiseNanojansky">Predicted standard deviation of an empty science pixel.</param>
/// <param name="TemplateNoiseNanojansky">The same of the template.</param>
/// <param name="NeighbourCorrelation">Correlation of the resampled noise between horizontal neighbours, before whitening.</param>
/// <param name="IsWhitened">True if noise was added to make it white.</param>
/// <param name="Deconvolution">What sharpening cost; null if the PSF was not narrowed.</param>
public sealed record SimulationReport(
    ResamplingMapping Mapping,
    string Band,
    SeeingEstimate Seeing,
    double Dilation,
    double TargetFwhmArcsec,
    double TemplateFwhmArcsec,
    double NanojanskyPerDn,
    double? DimmingMag,
    double ScienceNoiseNanojansky,
    double TemplateNoiseNanojansky,
    double NeighbourCorrelation,
    bool IsWhitened,
    DeconvolutionCost? Deconvolution);
