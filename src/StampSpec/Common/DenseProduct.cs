using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StampSpec.Common;

/// <summary>
/// Products of small dense row-major matrices, blocked for registers. Every matrix here fits the second-level cache, so the blocking and
/// threading of a general library would only cost time. Row lengths are padded with zeros to a multiple of <see cref="Padding"/>.
/// </summary>
internal static class DenseProduct
{
    /// <summary>Every padded row length is a multiple of this.</summary>
    public const int Padding = 16;

    private const int BlockRows = 4;

    /// <summary>The padded length of a row.</summary>
    public static int Padded(int length) => (length + Padding - 1) / Padding * Padding;

    /// <summary>
    /// c = a b. Shapes: a (rows, inner), b (inner, columns), c (rows, columns), row strides as given; columns is a multiple of
    /// <see cref="Padding"/>.
    /// </summary>
    /// <exception cref="ArgumentException">A buffer is too short for its shape.</exception>
    public static void Multiply(
        ReadOnlySpan<double> a,
        int aStride,
        ReadOnlySpan<double> b,
        int bStride,
        Span<double> c,
        int cStride,
        int rows,
        int inner,
        int columns
    )
    {
        if (
            a.Length < ((rows - 1) * aStride) + inner
            || b.Length < ((inner - 1) * bStride) + columns
            || c.Length < ((rows - 1) * cStride) + columns
        )
        {
            throw new ArgumentException("a matrix is shorter than its shape");
        }

        var row = 0;
        for (; row + BlockRows <= rows; row += BlockRows)
        {
            for (var column = 0; column < columns; column += 2 * Vector<double>.Count)
            {
                FourRows(
                    ref At(a, row * aStride),
                    aStride,
                    ref At(b, column),
                    bStride,
                    ref At(c, (row * cStride) + column),
                    cStride,
                    inner
                );
            }
        }

        for (; row < rows; row++)
        {
            for (var column = 0; column < columns; column += 2 * Vector<double>.Count)
            {
                OneRow(ref At(a, row * aStride), ref At(b, column), bStride, ref At(c, (row * cStride) + column), inner);
            }
        }
    }

    private static void FourRows(ref double a, int aStride, ref double b, int bStride, ref double c, int cStride, int inner)
    {
        Vector<double> c00 = default,
            c01 = default,
            c10 = default,
            c11 = default,
            c20 = default,
            c21 = default,
            c30 = default,
            c31 = default;
        for (var k = 0; k < inner; k++)
        {
            var b0 = Vector.LoadUnsafe(ref b);
            var b1 = Vector.LoadUnsafe(ref b, (nuint)Vector<double>.Count);
            var a0 = new Vector<double>(Unsafe.Add(ref a, k));
            c00 = Vector.FusedMultiplyAdd(a0, b0, c00);
            c01 = Vector.FusedMultiplyAdd(a0, b1, c01);
            var a1 = new Vector<double>(Unsafe.Add(ref a, aStride + k));
            c10 = Vector.FusedMultiplyAdd(a1, b0, c10);
            c11 = Vector.FusedMultiplyAdd(a1, b1, c11);
            var a2 = new Vector<double>(Unsafe.Add(ref a, (2 * aStride) + k));
            c20 = Vector.FusedMultiplyAdd(a2, b0, c20);
            c21 = Vector.FusedMultiplyAdd(a2, b1, c21);
            var a3 = new Vector<double>(Unsafe.Add(ref a, (3 * aStride) + k));
            c30 = Vector.FusedMultiplyAdd(a3, b0, c30);
            c31 = Vector.FusedMultiplyAdd(a3, b1, c31);
            b = ref Unsafe.Add(ref b, bStride);
        }

        Store(ref c, c00, c01);
        Store(ref Unsafe.Add(ref c, cStride), c10, c11);
        Store(ref Unsafe.Add(ref c, 2 * cStride), c20, c21);
        Store(ref Unsafe.Add(ref c, 3 * cStride), c30, c31);
    }

    private static void OneRow(ref double a, ref double b, int bStride, ref double c, int inner)
    {
        Vector<double> c0 = default,
            c1 = default;
        for (var k = 0; k < inner; k++)
        {
            var value = new Vector<double>(Unsafe.Add(ref a, k));
            c0 = Vector.FusedMultiplyAdd(value, Vector.LoadUnsafe(ref b), c0);
            c1 = Vector.FusedMultiplyAdd(value, Vector.LoadUnsafe(ref b, (nuint)Vector<double>.Count), c1);
            b = ref Unsafe.Add(ref b, bStride);
        }

        Store(ref c, c0, c1);
    }

    private static void Store(ref double c, Vector<double> first, Vector<double> second)
    {
        first.StoreUnsafe(ref c);
        second.StoreUnsafe(ref c, (nuint)Vector<double>.Count);
    }

    private static ref double At(ReadOnlySpan<double> values, int index) => ref Unsafe.Add(ref MemoryMarshal.GetReference(values), index);
}
