using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Imaging.Statistics;

namespace StampSpec.Imaging.Simulation;

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
    DeconvolutionCost? Deconvolution
);

/// <summary>A simulated alert and what was done to make it.</summary>
/// <param name="Alert">The alert, survey LSST, 0.2" pixels, nJy.</param>
/// <param name="Report">What was done.</param>
public sealed record SimulatedAlert(Alert Alert, SimulationReport Report);

/// <summary>What came of one reading.</summary>
/// <param name="Reading">The reading.</param>
/// <param name="Simulated">The simulated alert; null if there is none.</param>
/// <param name="Problem">Why there is none; null if there is one.</param>
public sealed record SimulationOutcome(AlertReading Reading, SimulatedAlert? Simulated, Diagnostic? Problem);
