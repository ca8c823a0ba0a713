using MathNet.Numerics.RootFinding;
using StampSpec.Common;
using static System.FormattableString;

namespace StampSpec.Imaging.Psf;

/// <summary>A Gaussian: f(k) = exp(-k^2 sigma^2 / 2), FWHM = sigma sqrt(8 ln 2).</summary>
internal sealed record GaussianPsf : ProfilePsf
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

/// <summary>
/// Two concentric Gaussians, a core and a halo, a common model of ZTF's and LSST's PSFs: f(k) = (1 - h) core(k) + h halo(k).
/// </summary>
internal sealed record DoubleGaussianPsf : ProfilePsf
{
    private readonly double _coreSigmaArcsec;
    private readonly double _haloSigmaArcsec;
    private readonly double _haloFraction;

    /// <summary>Creates a round double Gaussian.</summary>
    /// <param name="coreFwhmArcsec">FWHM of the core, arcsec, above 0.</param>
    /// <param name="haloFwhmArcsec">FWHM of the halo, arcsec, above 0.</param>
    /// <param name="haloFraction">Share of the flux in the halo, in [0, 1].</param>
    /// <exception cref="InvalidInputException">A parameter is out of range.</exception>
    public DoubleGaussianPsf(double coreFwhmArcsec, double haloFwhmArcsec, double haloFraction)
    {
        if (!(haloFraction is >= 0 and <= 1))
        {
            throw InvalidInputException.Of(
                "psf.halo",
                Invariant($"the halo's share of the flux is {haloFraction}, but it must be between 0 and 1")
            );
        }

        _coreSigmaArcsec = CheckedFwhm(coreFwhmArcsec) / GaussianPsf.FwhmInSigma;
        _haloSigmaArcsec = CheckedFwhm(haloFwhmArcsec) / GaussianPsf.FwhmInSigma;
        _haloFraction = haloFraction;
        FwhmArcsec = 2 * Brent.FindRoot(r => Profile(r) - (Profile(0) / 2), 0, Math.Max(coreFwhmArcsec, haloFwhmArcsec), 1e-12, 200);
    }

    /// <inheritdoc/>
    public override double FwhmArcsec { get; }

    /// <inheritdoc/>
    public override PointSpreadFunction Dilated(double factor) =>
        new DoubleGaussianPsf(
            _coreSigmaArcsec * GaussianPsf.FwhmInSigma * factor,
            _haloSigmaArcsec * GaussianPsf.FwhmInSigma * factor,
            _haloFraction
        )
        {
            Shape = Shape,
        };

    private protected override double RoundTransform(double k) =>
        ((1 - _haloFraction) * Math.Exp(-0.5 * k * k * _coreSigmaArcsec * _coreSigmaArcsec))
        + (_haloFraction * Math.Exp(-0.5 * k * k * _haloSigmaArcsec * _haloSigmaArcsec));

    private double Profile(double r) => Gaussian(r, _coreSigmaArcsec, 1 - _haloFraction) + Gaussian(r, _haloSigmaArcsec, _haloFraction);

    private static double Gaussian(double r, double sigma, double flux) =>
        flux / (2 * Math.PI * sigma * sigma) * Math.Exp(-0.5 * r * r / (sigma * sigma));
}
