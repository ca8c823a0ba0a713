namespace StampSpec.Imaging;

/// <summary>A Gaussian: f(k) = exp(-k^2 sigma^2 / 2), FWHM = sigma sqrt(8 ln 2).</summary>
public sealed record GaussianPsf : ProfilePsf
{
    private readonly double _sigmaArcsec;

    /// <summary>Creates a round Gaussian.</summary>
    /// <param name="fwhmArcsec">FWHM, arcsec, above 0.</param>
    public GaussianPsf(double fwhmArcsec)
    {
        FwhmArcsec = CheckedFwhm(fwhmArcsec);
        _sigmaArcsec = fwhmArcsec / FwhmInSigma;
    }

    /// <inheritdoc/>
    public override double FwhmArcsec { get; }

    /// <summary>FWHM of a Gaussian of unit sigma.</summary>
    internal static double FwhmInSigma { get; } = Math.Sqrt(8 * Math.Log(2));

    /// <inheritdoc/>
    public override PointSpreadFunction Dilated(double factor) => new GaussianPsf(FwhmArcsec * factor) { Shape = Shape };

    private protected override double RoundTransform(double k) => Math.Exp(-0.5 * k * k * _sigmaArcsec * _sigmaArcsec);
}
