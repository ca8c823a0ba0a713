using StampSpec.Imaging.Psf;

namespace StampSpec.Sky.Scenes;

/// <summary>
/// An elliptical Moffat point-spread function of unit flux: a <see cref="MoffatProfile"/> along r^2 = (1 + e1) x^2 + (1 - e1) y^2 + 2 e2 x
/// y, tabulated along the radius, because a scene evaluates it a million times.
/// </summary>
internal sealed class TabulatedMoffat
{
    private const int StepsPerPixel = 16;
    private const double LargestRadiusPixels = 72;
    private readonly float[] _profile = new float[(int)(LargestRadiusPixels * StepsPerPixel) + 2];
    private readonly MoffatProfile _moffat;

    /// <summary>Tabulates the profile of unit flux.</summary>
    /// <param name="fwhmPixels">Full width at half maximum, pixels, above 0.</param>
    /// <param name="beta">Fall-off exponent, above 1.</param>
    /// <param name="e1">Ellipticity along the axes, |e| below 1.</param>
    /// <param name="e2">Ellipticity along the diagonals.</param>
    public TabulatedMoffat(double fwhmPixels, double beta, double e1, double e2)
    {
        (FwhmPixels, Beta, E1, E2) = (fwhmPixels, beta, e1, e2);
        _moffat = new MoffatProfile(fwhmPixels, beta);
        // The area of the ellipse grows by 1 / sqrt(1 - e^2).
        var peak = Peak = _moffat.Peak * Math.Sqrt(1 - (e1 * e1) - (e2 * e2));
        for (var i = 0; i < _profile.Length; i++)
        {
            _profile[i] = (float)(peak * _moffat.RelativeAt((double)i / StepsPerPixel));
        }
    }

    /// <summary>Full width at half maximum, pixels.</summary>
    public double FwhmPixels { get; }

    /// <summary>Fall-off exponent.</summary>
    public double Beta { get; }

    /// <summary>Ellipticity along the axes.</summary>
    public double E1 { get; }

    /// <summary>Ellipticity along the diagonals.</summary>
    public double E2 { get; }

    /// <summary>Surface brightness at the centre, for unit flux, per pixel.</summary>
    public double Peak { get; }

    /// <summary>The integral of the square of the profile, per pixel: 1 over the number of pixels of noise in a PSF-fit flux.</summary>
    public double MeanOfItself => Peak * (Beta - 1) / ((2 * Beta) - 1);

    /// <summary>Surface brightness for unit flux at an offset from the centre, per pixel.</summary>
    public float At(double dx, double dy)
    {
        var radius = Math.Sqrt(((1 + E1) * dx * dx) + ((1 - E1) * dy * dy) + (2 * E2 * dx * dy)) * StepsPerPixel;
        var index = Math.Min((int)radius, _profile.Length - 2);
        var fraction = (float)Math.Min(radius - index, 1);
        return _profile[index] + (fraction * (_profile[index + 1] - _profile[index]));
    }

    /// <summary>The radius at which a star of a given flux falls below a surface brightness, pixels, at most 60.</summary>
    public double RadiusAbove(double flux, double threshold)
    {
        var ratio = Math.Abs(flux) * Peak / threshold;
        return ratio <= 1 ? 1 : Math.Min(60, _moffat.DistanceOf(ratio));
    }
}
