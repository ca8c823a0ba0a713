namespace StampSpec.Imaging.Psf;

/// <summary>
/// Long-exposure Kolmogorov seeing: f(k) = exp(-(k / k0)^(5/3)) (Fried 1966, JOSA 56, 1372), with k0 x FWHM fixed by the half maximum of
/// the profile, found numerically from its Hankel transform.
/// </summary>
internal sealed record KolmogorovPsf : ProfilePsf
{
    /// <summary>k0 x FWHM: twice the root r of integral k exp(-k^(5/3)) (J0(k r) - 1/2) dk = 0.</summary>
    internal const double ScaleTimesFwhm = 2.920700;

    private readonly double _scale;

    /// <summary>Creates a round Kolmogorov profile.</summary>
    /// <param name="fwhmArcsec">FWHM, arcsec, above 0.</param>
    public KolmogorovPsf(double fwhmArcsec)
    {
        FwhmArcsec = CheckedFwhm(fwhmArcsec);
        _scale = ScaleTimesFwhm / fwhmArcsec;
    }

    /// <inheritdoc/>
    public override double FwhmArcsec { get; }

    /// <inheritdoc/>
    public override PointSpreadFunction Dilated(double factor) => new KolmogorovPsf(FwhmArcsec * factor) { Shape = Shape };

    private protected override double RoundTransform(double k) => Math.Exp(-Math.Pow(k / _scale, 5.0 / 3.0));
}
