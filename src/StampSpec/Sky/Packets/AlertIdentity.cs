using System.Globalization;
using Bogus;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Sky.Rendering;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Packets;

/// <summary>The catalogue part of an alert: identifiers, epoch and the packet's measurements.</summary>
internal static class AlertIdentity
{
    // From the first light of the public survey, 2018 March 17, to the end of 2025.
    private const double FirstJulianDate = 2458194.5;
    private const double LastJulianDate = 2461041.5;
    private const int LettersInObjectId = 7;
    private const long FirstCandid = 9_000_000_000_000_000_000;

    /// <summary>The alert's identifier.</summary>
    public static long Candid(long index) => FirstCandid + index;

    /// <summary>The position in a survey of the alert with an identifier.</summary>
    public static long IndexOf(long candid) => candid - FirstCandid;

    /// <summary>
    /// The object's identifier: unique within a survey, in ZTF's form. ZTF has no year 99, so it cannot be mistaken for a real object.
    /// </summary>
    public static string ObjectId(long index)
    {
        Span<char> letters = stackalloc char[LettersInObjectId];
        for (var i = LettersInObjectId - 1; i >= 0; i--)
        {
            letters[i] = (char)('a' + (index % 26));
            index /= 26;
        }

        return string.Create(CultureInfo.InvariantCulture, $"ZTF99{letters}");
    }

    /// <summary>Adds everything except the pixels.</summary>
    public static Alert Complete(Alert alert, Scene scene, CentralDetection detection, long index, RandomSource random)
    {
        var catalogue = new Randomizer(random.NextInt(int.MaxValue));
        var night = Math.Floor(catalogue.Double(FirstJulianDate, LastJulianDate));
        var julianDate = night + 0.6 + catalogue.Double(0, 0.42);
        var conditions = scene.Conditions;
        var (distance, starScore) = NearestSource(scene);
        return alert with
        {
            Candid = Candid(index),
            ObjectId = ObjectId(index),
            Band = conditions.Band,
            JulianDate = julianDate,
            MagnitudePsf = conditions.Magnitude(Math.Abs(detection.FluxDn)),
            MagnitudePsfError = 2.5 / Math.Log(10) / detection.SignalToNoise,
            ZeroPointMag = conditions.ZeroPointMag,
            LimitingMagnitude = conditions.Magnitude(Distributions.DetectionThreshold * conditions.FluxNoise),
            SignalToNoise = detection.SignalToNoise,
            IsPositive = detection.FluxDn > 0,
            SeeingPixels = conditions.SciencePsf.FwhmPixels,
            NearestSourceArcsec = distance,
            NearestSourceStarScore = starScore,
        };
    }

    private static (double? Arcsec, double? StarScore) NearestSource(Scene scene)
    {
        var stars = scene.Stars.Where(s => s.TemplateFluxDn > 0).Select(s => (Distance: Distance(scene, s.X, s.Y), Score: 1.0));
        var galaxies = scene.Galaxies.Select(g => (Distance: Distance(scene, g.X, g.Y), Score: 0.0));
        var all = stars.Concat(galaxies).ToArray();
        if (all.Length == 0)
        {
            return (null, null);
        }

        var (distance, score) = all.MinBy(s => s.Distance);
        return (distance, score);
    }

    private static double Distance(Scene scene, double x, double y) =>
        SceneGrid.Ztf.PixelScaleArcsec * Math.Sqrt(((x - scene.EventX) * (x - scene.EventX)) + ((y - scene.EventY) * (y - scene.EventY)));
}

/// <summary>The matched-filter detection at a scene's event, as the survey's pipeline would report it.</summary>
/// <param name="FluxDn">PSF-fit flux of the difference, DN; positive or negative.</param>
/// <param name="SignalToNoise">Absolute value of the flux divided by its error.</param>
internal readonly record struct CentralDetection(double FluxDn, double SignalToNoise)
{
    private const int Reach = 6;

    // The largest signal-to-noise ratios in ZTF's packets are about 30, because the pipeline includes errors of flat field and PSF.
    private const double CalibrationError = 0.035;

    /// <summary>
    /// Measures a difference image: flux = sum(D P) / sum(P^2), and its error from the photon noise under the PSF and <see
    /// cref="ObservingConditions.FluxNoise"/>.
    /// </summary>
    public static CentralDetection Measure(float[] difference, ExposurePair images, Scene scene)
    {
        var (sum, norm, photons) = (0.0, 0.0, 0.0);
        for (var y = -Reach; y <= Reach; y++)
        {
            for (var x = -Reach; x <= Reach; x++)
            {
                var psf = ScenePainter.PixelMean(scene.Conditions.SciencePsf, x - scene.EventX, y - scene.EventY);
                var index = ((y + SceneGrid.Ztf.Centre) * SceneGrid.Ztf.Stride) + x + SceneGrid.Ztf.Centre;
                sum += difference[index] * psf;
                norm += psf * psf;
                photons += psf * psf * Math.Max(0, images.Science[index]) / ObservingConditions.Gain;
            }
        }

        var flux = sum / norm;
        var variance = Square(scene.Conditions.FluxNoise) + (photons / Square(norm)) + Square(CalibrationError * flux);
        return new CentralDetection(flux, Math.Abs(flux) / Math.Sqrt(variance));
    }

    private static double Square(double value) => value * value;
}
