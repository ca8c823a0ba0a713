using System.Runtime.InteropServices;
using System.Text;
using StampSpec.Pixels;

namespace StampSpec.Layouts.Export;

/// <summary>
/// A numpy array file (format 1.0) of shape (images, pixels, pixels), little-endian float32, that grows image by image. The header has room
/// for any number of images and is written again at the end.
/// </summary>
internal sealed class NpyStack : IDisposable
{
    private const int HeaderBytes = 128;
    private const int PreambleBytes = 10;

    private readonly FileStream _file;
    private readonly int _pixels;
    private long _count;

    public NpyStack(string path, int pixels)
    {
        _pixels = pixels;
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        WriteHeader();
    }

    public void Add(Image<float> image)
    {
        if (BitConverter.IsLittleEndian)
        {
            _file.Write(MemoryMarshal.AsBytes(image.Pixels));
        }
        else
        {
            var bits = MemoryMarshal.Cast<float, int>(image.Pixels).ToArray();
            System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(bits, bits);
            _file.Write(MemoryMarshal.AsBytes<int>(bits));
        }

        _count++;
    }

    public void Complete()
    {
        _file.Position = 0;
        WriteHeader();
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    private void WriteHeader()
    {
        var header = FormattableString.Invariant($"{{'descr': '<f4', 'fortran_order': False, 'shape': ({_count}, {_pixels}, {_pixels}), }}");
        _file.Write([0x93, .. "NUMPY"u8, 1, 0, HeaderBytes - PreambleBytes, 0]);
        _file.Write(Encoding.ASCII.GetBytes(header.PadRight(HeaderBytes - PreambleBytes - 1) + "\n"));
    }
}
