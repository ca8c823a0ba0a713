using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Imaging.Statistics;

namespace StampSpec.Imaging.Simulation;

/// <summary>How one alert was simulated, for the manifest.</summary>
/// <param name="Mapping">How angles of ZTF were mapped to angles of LSST.</param>
/// <param name="Band">The LSST band.</param>
/// <param name="Seeing">Width of the ZTF image's PSF as used, rounded to 0.05".</param>
/// <param name="Dilation">Factor on all angles.</param>
/// <param name="TargetFwhmArcsec">FWHM of the science PSF in the result.</param>
/// <param name="TemplateFwhmArcsec">FWHM of the template PSF in the result.</param>
/// <param name="NanojanskyPerDn">Factor from ZTF's DN to nJy of the result, including the dimming.</param>
/// <param name="DimmingMag">
/// The number of magnitudes by which sources were dimmed so that ZTF's noise becomes LSST's at the same signal-to-noise; null if the packet
/// has no zero point.
/// </param>
/// <param name="ScienceNoiseNanojansky">Predicted standard deviation of an empty science pixel.</param>
/// <param name="TemplateNoiseNanojansky">The same for the template.</param>
/// <param name="NeighbourCorrelation">Correlation of the resampled noise between horizontal neighbours, before whitening.</param>
/// <param name="IsWhitened">True if noise was added to make it white.</param>
/// <param name="Deconvolution">The cost of sharpening; null if the PSF was not made narrower.</param>
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
)
{
    /// <summary>What of the alert is as Rubin's.</summary>
    internal SimulationTruth Truth => SimulationTruth.Of(Mapping, IsWhitened);
}

/// <summary>A simulated alert and how it was made.</summary>
/// <param name="Alert">The alert, survey LSST, 0.2" pixels, nJy.</param>
/// <param name="Report">How it was made.</param>
public sealed record SimulatedAlert(Alert Alert, SimulationReport Report);

/// <summary>The result for one reading.</summary>
/// <param name="Reading">The reading.</param>
/// <param name="Simulated">The simulated alert; null if there is a problem.</param>
/// <param name="Problem">The reason why the alert could not be simulated; null if it was.</param>
public sealed record SimulationOutcome(AlertReading Reading, SimulatedAlert? Simulated, Diagnostic? Problem);
