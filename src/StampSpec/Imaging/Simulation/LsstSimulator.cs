using System.Collections.Concurrent;
using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Imaging.Psf;
using StampSpec.Imaging.Resampling;
using StampSpec.Imaging.Statistics;

namespace StampSpec.Imaging.Simulation;

/// <summary>
/// Turns ZTF alerts into alerts with LSST's resolution. ZTF's noise is far above LSST's at the same angular scale, so fluxes are dimmed
/// until the resampled (and whitened) noise is that of an LSST visit: a simulated alert represents a fainter source with the same
/// signal-to-noise, not the same source. Linear in the images, apart from the added noise.
/// </summary>
internal static class LsstSimulator
{
    /// <summary>Side of the PSF images, pixels, as in Rubin's science cutouts.</summary>
    public const int PsfPixels = 41;

    // ZTF: electrons per DN; median seeing, pixels.
    private const double ZtfElectronsPerDn = 5.8;
    private const double ZtfMedianSeeingPixels = 2.0;

    // Kernels are prepared once for each step of seeing. Half a step is smaller than the error of the measured seeing.
    private const double SeeingStepArcsec = 0.05;

    private static readonly ConcurrentDictionary<PointSpreadFunction, Image<double>> PsfImages = new();

    // Seeing in steps of 0.05", three mappings and a few stamp sizes need far fewer entries. The limit matters only for unusual input.
    private const int MostEntries = 512;

    private static readonly ConcurrentDictionary<ResamplingPlan, Lazy<(Resampler Resampler, ResampledNoise Noise)>> ByPlan = new();

    /// <summary>Simulates one alert.</summary>
    /// <exception cref="InvalidInputException">
    /// The settings ask for a deconvolution without allowing it, or the alert cannot be simulated.
    /// </exception>
    public static Alert Simulate(Alert alert, SimulationSettings settings, Seed seed) => SimulateWithReport(alert, settings, seed).Alert;

    /// <summary>Simulates one alert and reports how it was done.</summary>
    /// <param name="alert">A ZTF alert. Its signal-to-noise stays that of the ZTF detection.</param>
    /// <param name="settings">Mapping, band, noise.</param>
    /// <param name="seed">Seed of the whole simulation; each alert draws from its own derived seed.</param>
    /// <exception cref="InvalidInputException">
    /// The settings ask for a deconvolution without allowing it, or the alert cannot be simulated.
    /// </exception>
    public static SimulatedAlert SimulateWithReport(Alert alert, SimulationSettings settings, Seed seed)
    {
        ArgumentNullException.ThrowIfNull(alert);
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Problems() is { Count: > 0 } problems)
        {
            throw new InvalidInputException(problems);
        }

        var (science, template, difference) = (SkyOf(alert.Science), SkyOf(alert.Template), SkyOf(alert.Difference));
        RequireSameSize(alert);
        var seeing = Seeing(alert, science);
        var flux = alert.Science.Flux;
        var geometry = MappedGeometry.Of(flux.Width, flux.Height, seeing.FwhmPixels * MappedGeometry.ZtfPixelScaleArcsec, settings);
        return new Simulation(alert, settings, geometry, seeing, seed).Run(science, template, difference);
    }

    private static void RequireSameSize(Alert alert)
    {
        if (alert.Survey != SurveyKind.Ztf)
        {
            throw Fault(alert, "simulate.survey", "the alert is not from ZTF; only ZTF alerts can be simulated at LSST's resolution");
        }

        var (science, template, difference) = (alert.Science.Flux, alert.Template.Flux, alert.Difference.Flux);
        if (
            science.Width != template.Width
            || science.Height != template.Height
            || science.Width != difference.Width
            || science.Height != difference.Height
        )
        {
            throw Fault(
                alert,
                "simulate.sizes",
                $"the cutouts have different sizes: {science.Width} x {science.Height}, {template.Width} x {template.Height}"
                    + $", {difference.Width} x {difference.Height}"
            );
        }
    }

    private static SkyStatistics SkyOf(Cutout cutout) =>
        SkyStatistics.Of(cutout.Flux) is { Noise: > 0 } sky
            ? sky
            : throw InvalidInputException.Of(
                "simulate.no-noise",
                $"the {cutout.Kind.ToString().ToLowerInvariant()} cutout has no finite pixels with noise, so its noise "
                    + "cannot be scaled to LSST's"
            );

    private static SeeingEstimate Seeing(Alert alert, SkyStatistics sky)
    {
        var estimate = alert.SeeingPixels is { } pixels and > 0
            ? new SeeingEstimate(pixels, null, SeeingOrigin.Packet)
            : SeeingMeasurement.Of(WithoutSky(alert.Science.Flux, sky.Level), sky.Noise)
                ?? new SeeingEstimate(ZtfMedianSeeingPixels, null, SeeingOrigin.Median);
        var arcsec = Math.Round(estimate.FwhmPixels * MappedGeometry.ZtfPixelScaleArcsec / SeeingStepArcsec) * SeeingStepArcsec;
        return estimate with { FwhmPixels = Math.Max(arcsec, 1) / MappedGeometry.ZtfPixelScaleArcsec };
    }

    private static Image<double> WithoutSky(Image<float> image, double level)
    {
        var result = image.To<double>();
        System.Numerics.Tensors.TensorPrimitives.Subtract(result.Pixels, level, result.Pixels);
        return result;
    }

    private static InvalidInputException Fault(Alert alert, string code, string message) =>
        new(Diagnostic.Error(code, message, path: alert.Candid.ToString(CultureInfo.InvariantCulture)));

    private sealed class Simulation(Alert alert, SimulationSettings settings, MappedGeometry geometry, SeeingEstimate seeing, Seed seed)
    {
        private readonly (Resampler Resampler, ResampledNoise Noise) _science = Get(geometry.Science);
        private readonly (Resampler Resampler, ResampledNoise Noise) _template = Get(geometry.Template);
        private readonly bool _whitens = settings.Whiten && settings.Mapping != ResamplingMapping.Angular;

        public SimulatedAlert Run(SkyStatistics science, SkyStatistics template, SkyStatistics difference)
        {
            var scale = settings.Band.NoiseNanojansky / (science.Noise * Math.Sqrt(Variance(_science.Noise)));
            // In a coadd the photon noise is reduced by the same factor as the sky noise.
            var templateGain = ZtfElectronsPerDn * Math.Max(1, Math.Pow(science.Noise / template.Noise, 2));
            var sciencePlane = SimulatedPlane.Resample(alert.Science.Flux, science, ZtfElectronsPerDn, _science.Resampler, scale);
            var templatePlane = SimulatedPlane.Resample(alert.Template.Flux, template, templateGain, _template.Resampler, scale);
            var flat = difference with { Level = 0 };
            var differencePlane = SimulatedPlane.Resample(alert.Difference.Flux, flat, ZtfElectronsPerDn, _science.Resampler, scale);
            var (visit, coadd) = (Math.Pow(settings.Band.NoiseNanojansky, 2), Math.Pow(settings.Band.TemplateNoiseNanojansky, 2));
            AddNoise(sciencePlane, _science.Noise, scale * science.Noise, visit, settings.Band.NanojanskyPerElectron, "science");
            AddNoise(
                templatePlane,
                _template.Noise,
                scale * template.Noise,
                coadd,
                settings.Band.NanojanskyPerElectron / LsstBand.TemplateVisits,
                "template"
            );
            differencePlane.AddNoiseOf(sciencePlane, templatePlane);
            var templateVariance = Math.Max(coadd, Math.Pow(scale * template.Noise, 2) * Variance(_template.Noise));
            return new SimulatedAlert(
                Assemble(sciencePlane, templatePlane, differencePlane, scale),
                Report(scale, Math.Sqrt(templateVariance))
            );
        }

        private double Variance(ResampledNoise noise) => _whitens ? noise.WhiteVariance : noise.MeanVariance;

        private void AddNoise(
            SimulatedPlane plane,
            ResampledNoise noise,
            double amplitude,
            double surveyVariance,
            double nanojanskyPerElectron,
            string purpose
        )
        {
            var random = seed.Derive("simulate", alert.Candid.ToString(CultureInfo.InvariantCulture), purpose).CreateSource();
            if (_whitens)
            {
                plane.Whiten(noise, amplitude, random);
            }

            plane.Complete(surveyVariance, amplitude * amplitude * Variance(noise), nanojanskyPerElectron, random);
        }

        private Alert Assemble(SimulatedPlane science, SimulatedPlane template, SimulatedPlane difference, double scale)
        {
            var dimming = Dimming(scale);
            return alert with
            {
                Survey = SurveyKind.Lsst,
                Band = settings.Band.Name,
                Science = Cutout(CutoutKind.Science, science, geometry.Science.TargetPsf),
                Template = Cutout(CutoutKind.Template, template, geometry.Template.TargetPsf),
                Difference = Cutout(CutoutKind.Difference, difference, geometry.Science.TargetPsf),
                MagnitudePsf = alert.MagnitudePsf + dimming,
                LimitingMagnitude = alert.LimitingMagnitude + dimming,
                ZeroPointMag = Nanojansky.ZeroPointMag,
                SeeingPixels = geometry.Science.TargetPsf.FwhmArcsec / LsstBand.PixelScaleArcsec,
            };
        }

        private double? Dimming(double scale) =>
            alert.ZeroPointMag is { } zeroPoint ? Nanojansky.ZeroPointMag - zeroPoint - (2.5 * Math.Log10(scale)) : null;

        private Cutout Cutout(CutoutKind kind, SimulatedPlane plane, PointSpreadFunction psf)
        {
            const double degrees = LsstBand.PixelScaleArcsec / 3600;
            return new Cutout(kind, plane.NoisyFlux(), LsstBand.PixelScaleArcsec)
            {
                Variance = plane.TotalVariance(),
                Psf = PsfImages.GetOrAdd(psf, static p => ImpulseRenderer.Draw(p, PsfPixels, LsstBand.PixelScaleArcsec)),
                Wcs = new CutoutWcs(
                    (plane.Flux.Width + 1) / 2.0,
                    (plane.Flux.Height + 1) / 2.0,
                    alert.RightAscensionDeg,
                    alert.DeclinationDeg,
                    -degrees,
                    0,
                    0,
                    degrees
                ),
            };
        }

        private SimulationReport Report(double scale, double templateNoise) =>
            new(
                settings.Mapping,
                settings.Band.Name,
                seeing,
                geometry.Science.Dilation,
                geometry.Science.TargetPsf.FwhmArcsec,
                geometry.Template.TargetPsf.FwhmArcsec,
                scale,
                Dimming(scale),
                settings.Band.NoiseNanojansky,
                templateNoise,
                _science.Noise.NeighbourCorrelation,
                _whitens,
                settings.Mapping == ResamplingMapping.Angular
                    ? DeconvolutionCost.Of(geometry.Science.SourcePsf, MappedGeometry.ZtfPixelScaleArcsec, geometry.Science.TargetPsf)
                    : null
            );
    }

    /// <summary>The resampler of a plan, and its noise.</summary>
    private static (Resampler Resampler, ResampledNoise Noise) Get(ResamplingPlan plan)
    {
        if (ByPlan.Count >= MostEntries)
        {
            ByPlan.Clear();
        }

        return ByPlan
            .GetOrAdd(plan, static p => new Lazy<(Resampler, ResampledNoise)>(() =>
            {
                var resampler = new Resampler(p);
                return (resampler, new ResampledNoise(resampler));
            }))
            .Value;
    }
}
