namespace StampSpec.Imaging;

/// <summary>Power spectrum of resampled white noise on the target grid's own frequencies.</summary>
internal static class NoisePower
{
    /// <summary>
    /// P at (kx, ky), then P at (kx, -ky), each row-major over a lattice that ends at the target grid's Nyquist frequency.
    /// </summary>
    public static double[] OnTarget(Resampler resampler, FrequencyLattice lattice)
    {
        var sampling = 2 * Math.PI / resampler.Plan.TargetGrid.PixelScaleArcsec;
        var highest = resampler.Geometry.Lattice.Step * resampler.Geometry.Lattice.Count;
        // Frequencies of the kernel beyond the target's Nyquist come back folded.
        var folds = (int)Math.Ceiling(Math.Max(0, highest - (sampling / 2)) / sampling);
        var scale = resampler.Plan.TargetGrid.PixelScaleArcsec / resampler.Geometry.SourceGrid.PixelScaleArcsec;
        var power = new double[2 * lattice.Count * lattice.Count];
        for (var m = -folds; m <= folds; m++)
        {
            for (var n = -folds; n <= folds; n++)
            {
                Add(resampler, Shifted(lattice.Frequencies(), n * sampling), Shifted(lattice.Frequencies(), m * sampling), scale, power.AsSpan(0, power.Length / 2));
                Add(resampler, Shifted(lattice.Frequencies(), n * sampling), Shifted(lattice.Frequencies(-1), m * sampling), scale, power.AsSpan(power.Length / 2));
            }
        }

        return power;
    }

    private static void Add(Resampler resampler, double[] kx, double[] ky, double scale, Span<double> power)
    {
        var values = resampler.KernelTransform(kx, ky);
        for (var i = 0; i < values.Length; i++)
        {
            power[i] += scale * scale * ((values[i].Real * values[i].Real) + (values[i].Imaginary * values[i].Imaginary));
        }
    }

    private static double[] Shifted(double[] frequencies, double by) => [.. frequencies.Select(k => k + by)];
}
