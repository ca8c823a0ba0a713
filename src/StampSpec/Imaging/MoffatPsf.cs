using StampSpec.Diagnostics;
using static System.FormattableString;

namespace StampSpec.Imaging;

/// <summary>
/// A <see cref="MoffatProfile"/> with its transform,
/// 2 (z/2)^(beta-1) K_(beta-1)(z) / Gamma(beta-1) at z = k rd, K being the modified Bessel function of the second kind.
/// </summary>
public sealed record MoffatPsf : ProfilePsf
{
    private readonly double _radiusArcsec;
    private readonly MoffatTransform _transform;

    /// <summary>Creates a round Moffat profile.</summary>
    /// <param name="fwhmArcsec">FWHM, arcsec, above 0.</param>
    /// <param name="beta">Steepness of the wings, 1.1 to 100; below or at 1 the flux is infinite.</param>
    /// <exception cref="InvalidInputException">A parameter is out of range.</exception>
    public MoffatPsf(double fwhmArcsec, double beta)
    {
        if (!(beta is >= 1.1 and <= 100))
        {
            throw new InvalidInputException(Diagnostic.Error("psf.beta", Invariant($"the Moffat exponent is {beta}; it lies in 1.1 to 100 (at 1 the flux is infinite)")));
        }

        FwhmArcsec = CheckedFwhm(fwhmArcsec);
        Beta = beta;
        _radiusArcsec = new MoffatProfile(fwhmArcsec, beta).Radius;
        _transform = MoffatTransform.Of(beta);
    }

    /// <inheritdoc/>
    public override double FwhmArcsec { get; }

    /// <summary>Steepness of the wings.</summary>
    public double Beta { get; }

    /// <inheritdoc/>
    public override PointSpreadFunction Dilated(double factor) => new MoffatPsf(FwhmArcsec * factor, Beta) { Shape = Shape };

    private protected override double RoundTransform(double k) => _transform.At(k * _radiusArcsec);
}
