using System.Numerics;

namespace StampSpec.Common;

/// <summary>
/// A two-dimensional image, row-major as in FITS: row 0 is the first row of the file (the lowest y), column 0 the lowest x. A missing pixel
/// is NaN.
/// </summary>
/// <typeparam name="T">Number type: <see cref="float"/> for cutouts, <see cref="double"/> for PSFs and resampling.</typeparam>
public sealed class Image<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _pixels;

    /// <summary>Creates an image of zeros.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public Image(int width, int height)
        : this(width, height, new T[CheckedLength(width, height)]) { }

    /// <summary>Wraps a row-major buffer, which from then on belongs to the image.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">Exactly <paramref name="width"/> x <paramref name="height"/> values.</param>
    /// <exception cref="ArgumentException">The buffer has a different length.</exception>
    public Image(int width, int height, T[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.Length != CheckedLength(width, height))
        {
            throw new ArgumentException($"{pixels.Length} pixels do not fill {width} x {height}", nameof(pixels));
        }

        Width = width;
        Height = height;
        _pixels = pixels;
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>All pixels, row-major.</summary>
    public Span<T> Pixels => _pixels;

    /// <summary>The pixel at a row and a column, both from 0.</summary>
    public T this[int row, int column]
    {
        get => _pixels[Index(row, column)];
        set => _pixels[Index(row, column)] = value;
    }

    /// <summary>One row.</summary>
    public Span<T> Row(int row) => _pixels.AsSpan(Index(row, 0), Width);

    /// <summary>A copy with its own buffer.</summary>
    public Image<T> Clone() => new(Width, Height, (T[])_pixels.Clone());

    /// <summary>The same pixels in another number type.</summary>
    public Image<TOther> To<TOther>()
        where TOther : unmanaged, IFloatingPointIeee754<TOther>
    {
        var converted = new TOther[_pixels.Length];
        for (var i = 0; i < converted.Length; i++)
        {
            converted[i] = TOther.CreateTruncating(_pixels[i]);
        }

        return new Image<TOther>(Width, Height, converted);
    }

    private static int CheckedLength(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        return checked(width * height);
    }

    private int Index(int row, int column)
    {
        if ((uint)row >= (uint)Height || (uint)column >= (uint)Width)
        {
            throw new ArgumentOutOfRangeException(nameof(row), $"pixel ({row}, {column}) is outside {Height} rows x {Width} columns");
        }

        return (row * Width) + column;
    }
}
