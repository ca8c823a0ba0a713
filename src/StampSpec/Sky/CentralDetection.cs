namespace StampSpec.Sky;

/// <summary>The matched-filter detection at a scene's event, as the survey's pipeline would report it.</summary>
/// <param name="FluxDn">PSF-fit flux of the difference, DN; either sign.</param>
/// <param name="SignalToNoise">Its absolute value over its error.</param>
internal readonly record struct CentralDetection(double FluxDn, double SignalToNoise)
{
    private const int Reach = 6;

    // The largest signal-to-noise ratios in ZTF's packets are about 30: the pipeline allows for errors of flat field and PSF.
    private const double CalibrationError = 0.035;

    /// <summary>
    /// Measures a difference image: flux = sum(D P) / sum(P^2), its error from the photon noise of what lies under the PSF and
    /// <see cref="ObservingConditions.FluxNoise"/>.
    /// </summary>
    public static CentralDetection Measure(float[] difference, ExposurePair images, Scene scene)
    {
        var (sum, norm, photons) = (0.0, 0.0, 0.0);
        for (var y = -Reach; y <= Reach; y++)
        {
            for (var x = -Reach; x <= Reach; x++)
            {
                var psf = ScenePainter.PixelMean(scene.Conditions.SciencePsf, x - scene.EventX, y - scene.EventY);
                var index = ((y + SceneGrid.Centre) * SceneGrid.Stride) + x + SceneGrid.Centre;
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
