using System.Numerics;

namespace StampSpec.Imaging;

/// <summary>A point-spread function that is a round profile stretched to an ellipse.</summary>
public abstract record ProfilePsf : PointSpreadFunction
{
    private readonly Ellipticity _shape;

    /// <summary>The stretch; round unless set.</summary>
    public Ellipticity Shape
    {
        get => _shape;
        init => _shape = value.Checked();
    }

    /// <inheritdoc/>
    public sealed override void Transform(ReadOnlySpan<double> kx, ReadOnlySpan<double> ky, Span<Complex> result)
    {
        CheckLength(kx, ky, result);
        for (var row = 0; row < ky.Length; row++)
        {
            for (var column = 0; column < kx.Length; column++)
            {
                result[(row * kx.Length) + column] = RoundTransform(Shape.StretchedLength(kx[column], ky[row]));
            }
        }
    }

    /// <summary>The round profile's transform at a frequency of length <paramref name="k"/>, radians per arcsec.</summary>
    private protected abstract double RoundTransform(double k);
}
