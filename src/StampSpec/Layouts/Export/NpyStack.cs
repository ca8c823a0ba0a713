using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace StampSpec.Layouts.Export;

/// <summary>
/// A numpy array file (format 1.0), row-major, whose first axis grows alert by alert. The header has space for any number of alerts and is
/// rewritten at the end.
/// </summary>
internal sealed class NpyStack : IDisposable
{
    private const int HeaderBytes = 128;
    private const int PreambleBytes = 10;

    private readonly FileStream _file;
    private readonly NpyNumber _number;
    private readonly int[] _shape;
    private long _count;

    /// <summary>Creates the file.</summary>
    /// <param name="path">Its path; it must not exist.</param>
    /// <param name="number">Its number type.</param>
    /// <param name="shape">The extents of one alert's row.</param>
    public NpyStack(string path, NpyNumber number, params int[] shape)
    {
        (_number, _shape) = (number, shape);
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        WriteHeader();
    }

    /// <summary>Adds the numbers of one alert; for <see cref="NpyNumber.UInt8"/> they must be whole numbers from 0 to 255.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        if (_number == NpyNumber.UInt8)
        {
            var bytes = new byte[values.Length];
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)values[i];
            }

            _file.Write(bytes);
        }
        else if (BitConverter.IsLittleEndian)
        {
            _file.Write(MemoryMarshal.AsBytes(values));
        }
        else
        {
            var bits = MemoryMarshal.Cast<float, int>(values).ToArray();
            BinaryPrimitives.ReverseEndianness(bits, bits);
            _file.Write(MemoryMarshal.AsBytes<int>(bits));
        }

        _count++;
    }

    /// <summary>Writes the number of alerts into the header.</summary>
    public void Complete()
    {
        _file.Position = 0;
        WriteHeader();
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    private void WriteHeader()
    {
        var type = _number == NpyNumber.UInt8 ? "|u1" : "<f4";
        var shape = string.Concat(_shape.Select(extent => FormattableString.Invariant($", {extent}")));
        var header = FormattableString.Invariant($"{{'descr': '{type}', 'fortran_order': False, 'shape': ({_count}{shape}), }}");
        _file.Write([0x93, .. "NUMPY"u8, 1, 0, HeaderBytes - PreambleBytes, 0]);
        _file.Write(Encoding.ASCII.GetBytes(header.PadRight(HeaderBytes - PreambleBytes - 1) + "\n"));
    }
}

/// <summary>Number types of exported arrays.</summary>
internal enum NpyNumber
{
    /// <summary>Little-endian IEEE 754 binary32.</summary>
    Float32,

    /// <summary>One unsigned byte.</summary>
    UInt8,
}
