using StampSpec.Pixels;

namespace StampSpec.Reports.Gallery;

/// <summary>How flux becomes grey: linear near the sky, logarithmic for bright pixels (inverse hyperbolic sine), dark flux light on the page.</summary>
/// <param name="Low">Flux drawn white.</param>
/// <param name="High">Flux drawn black.</param>
internal sealed record Stretch(float Low, float High)
{
    private const double LowFraction = 0.02;
    private const double HighFraction = 0.995;
    private const double Softening = 8;
    private const int Steps = 31;

    /// <summary>The stretch of a native cutout, kept for all its layouts so that they compare; missing pixels don't count.</summary>
    public static Stretch Of(Image<float> native)
    {
        var values = native.Pixels.ToArray().Where(float.IsFinite).Order().ToArray();
        return values.Length == 0 ? new Stretch(0, 1) : new Stretch(values[(int)(LowFraction * (values.Length - 1))], values[(int)Math.Ceiling(HighFraction * (values.Length - 1))]);
    }

    /// <summary>255 for the faintest, 0 for the brightest, in 32 steps: an eye sees no more of a noisy stamp, and pages stay small.</summary>
    public byte Grey(float flux)
    {
        var part = High > Low ? Math.Clamp((flux - Low) / (High - Low), 0, 1) : 0;
        return (byte)(Math.Round(Steps * (1 - (Math.Asinh(Softening * part) / Math.Asinh(Softening)))) * 255 / Steps);
    }
}
