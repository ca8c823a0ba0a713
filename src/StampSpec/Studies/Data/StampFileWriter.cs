using System.Runtime.InteropServices;
using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Studies.Data;

/// <summary>
/// Writes one layout's stamps to a temporary file while alerts are read, so that memory does not grow with their number. Channels that
/// contain only zeros, as most masks do, share one block at the start of the file.
/// </summary>
internal sealed class StampFileWriter : IDisposable
{
    private const int BufferBytes = 1 << 20;

    private readonly IReadOnlyList<StampTensorShape> _shapes;
    private readonly FileStream _file;
    private readonly ContentHash _hash = new();
    private readonly List<long> _channels = [];
    private readonly List<float> _positions = [];
    private readonly List<float> _features = [];
    private readonly List<double> _columns = [];
    private long _length;
    private bool _isMapped;

    /// <summary>Opens a file in the system's folder for temporary files.</summary>
    /// <param name="shapes">One shape for each scale.</param>
    public StampFileWriter(IReadOnlyList<StampTensorShape> shapes)
    {
        _shapes = shapes;
        _file = Open();
        _hash.Add([.. shapes.SelectMany(s => new[] { s.Channels, s.Pixels, s.IsPolar ? 1 : 0 })]);
        Write(new float[shapes.Select(s => s.Pixels * s.Pixels).Append(1).Max()]);
    }

    /// <summary>Adds an alert's stamp.</summary>
    /// <param name="stamps">Stamps of the same shapes.</param>
    /// <param name="alert">Index of the stamp.</param>
    public void Add(IStamps stamps, int alert)
    {
        for (var scale = 0; scale < _shapes.Count; scale++)
        {
            for (var channel = 0; channel < _shapes[scale].Channels; channel++)
            {
                Add(stamps.Channel(alert, scale, channel));
            }
        }

        _positions.AddRange(stamps.SkyPosition(alert));
        _features.AddRange(stamps.FeaturesOf(alert));
        _columns.AddRange(stamps.ColumnsOf(alert));
        _hash.Add(stamps.SkyPosition(alert)).Add(stamps.FeaturesOf(alert));
        if (stamps.ColumnLength > 0)
        {
            _hash.Add(stamps.ColumnsOf(alert));
        }
    }

    /// <summary>Maps the added stamps. The writer cannot be used after this.</summary>
    public MappedStamps Map()
    {
        try
        {
            _file.Flush();
        }
        catch (IOException failure)
        {
            throw NoRoom(failure);
        }

        _isMapped = true;
        return new MappedStamps(_file, _shapes, [.. _channels], [.. _positions], [.. _features], [.. _columns], _hash.Finish());
    }

    public void Dispose()
    {
        _hash.Dispose();
        if (!_isMapped)
        {
            Abandon();
        }
    }

    private void Abandon()
    {
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // The disk is full, and the buffered data are not needed.
        }
    }

    private void Add(ReadOnlySpan<float> channel)
    {
        // Compares bits, so that a negative zero is kept.
        var isZero = !MemoryMarshal.Cast<float, int>(channel).ContainsAnyExcept(0);
        _channels.Add(isZero ? 0 : _length);
        _hash.Add(isZero ? [] : channel);
        if (!isZero)
        {
            Write(channel);
        }
    }

    private void Write(ReadOnlySpan<float> values)
    {
        var bytes = MemoryMarshal.AsBytes(values);
        try
        {
            _file.Write(bytes);
        }
        catch (IOException failure)
        {
            throw NoRoom(failure);
        }

        _length += bytes.Length;
    }

    private static IOException NoRoom(IOException failure) =>
        new(
            $"cannot write the study's stamps to the folder for temporary files, {Path.GetTempPath()}: {failure.Message}; set "
                + "TMPDIR to a folder with more space",
            failure
        );

    // On Linux and macOS the name is deleted at once, so that the file does not remain even if the process is killed.
    private static FileStream Open()
    {
        var isWindows = OperatingSystem.IsWindows();
        var path = Path.GetTempFileName();
        var file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.ReadWrite,
            FileShare.Delete,
            BufferBytes,
            isWindows ? FileOptions.DeleteOnClose : FileOptions.None
        );
        if (!isWindows)
        {
            File.Delete(path);
        }

        return file;
    }
}
