using System.Runtime.InteropServices;
using System.Text;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Formats.Fits;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Export;

/// <summary>
/// CANDID.fits: one file for each alert, with one unit named IMAGE-K for each scale of an image. If a candid occurs again, -2, -3, ... is
/// appended.
/// </summary>
internal sealed class FitsStampWriter(string folder, StampLayout layout, NormalisationOrder order) : IStampWriter
{
    private readonly Dictionary<long, int> _files = [];

    public string Add(Alert alert, IReadOnlyList<StampImage> stamps)
    {
        var copy = _files[alert.Candid] = _files.GetValueOrDefault(alert.Candid) + 1;
        var name = FormattableString.Invariant($"{alert.Candid}{(copy == 1 ? "" : FormattableString.Invariant($"-{copy}"))}.fits");
        File.WriteAllBytes(
            Path.Combine(folder, name),
            FitsWriter.Write([.. stamps.Select((stamp, index) => Unit(alert, stamp, index == 0))])
        );
        return name;
    }

    public void Complete() { }

    public void Dispose() { }

    private FitsImageHdu Unit(Alert alert, StampImage stamp, bool isFirst)
    {
        var scale = FitsCard.Real("PIXSCALE", stamp.PixelScaleArcsec, "arcsec per pixel");
        FitsCard[] alertCards = isFirst
            ?
            [
                FitsCard.Text("OBJECTID", alert.ObjectId),
                FitsCard.Integer("CANDID", alert.Candid),
                FitsCard.Text("LAYOUT", layout.Name),
                FitsCard.Text("NORMALIS", order.ToString().ToLowerInvariant(), "normalisation: none, before or after layout"),
            ]
            : [];
        return new FitsImageHdu(FitsImage.From(stamp.Pixels), [.. alertCards, scale], stamp.Name.ToUpperInvariant());
    }
}

/// <summary>Writes the stamps of one alert after another into a folder.</summary>
internal interface IStampWriter : IDisposable
{
    /// <summary>Adds one alert. The result is the name of its own file, or an empty text if it has none.</summary>
    public string Add(Alert alert, IReadOnlyList<StampImage> stamps);

    /// <summary>Finishes every file.</summary>
    public void Complete();
}

/// <summary>
/// A numpy array file (format 1.0) of shape (images, pixels, pixels), little-endian float32, that grows image by image. The header has
/// space for any number of images and is rewritten at the end.
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
        var header = FormattableString.Invariant(
            $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({_count}, {_pixels}, {_pixels}), }}"
        );
        _file.Write([0x93, .. "NUMPY"u8, 1, 0, HeaderBytes - PreambleBytes, 0]);
        _file.Write(Encoding.ASCII.GetBytes(header.PadRight(HeaderBytes - PreambleBytes - 1) + "\n"));
    }
}

/// <summary>IMAGE-K.npy: one array for each scale of an image, with one row for each alert.</summary>
internal sealed class NpyStampWriter : IStampWriter
{
    private readonly Dictionary<string, NpyStack> _stacks = [];

    public NpyStampWriter(string folder, StampLayout layout)
    {
        foreach (var kind in layout.Images)
        {
            foreach (var scale in layout.ScalesOf(kind))
            {
                var name = StampImage.NameOf(kind, scale);
                _stacks.Add(name, new NpyStack(Path.Combine(folder, name + ".npy"), layout.Scales[scale].Pixels));
            }
        }
    }

    public string Add(Alert alert, IReadOnlyList<StampImage> stamps)
    {
        foreach (var stamp in stamps)
        {
            _stacks[stamp.Name].Add(stamp.Pixels);
        }

        return "";
    }

    public void Complete()
    {
        foreach (var stack in _stacks.Values)
        {
            stack.Complete();
        }
    }

    public void Dispose()
    {
        foreach (var stack in _stacks.Values)
        {
            stack.Dispose();
        }
    }
}
