using System.IO.MemoryMappedFiles;
using StampSpec.Layouts.Model;

namespace StampSpec.Studies.Data;

/// <summary>
/// Stamps in a memory-mapped file, which all cells of a layout read without a copy; the operating system can release the memory if it runs
/// short. <see cref="StampFileWriter"/> writes the file, which is deleted when it is closed.
/// </summary>
internal sealed unsafe class MappedStamps : IStamps, IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly long[] _channels;
    private readonly int[] _firstChannels;
    private readonly int _channelsOfAlert;
    private readonly float[] _positions;
    private readonly float[] _features;
    private readonly double[] _columns;
    private bool _isDisposed;

    /// <summary>Maps a file.</summary>
    /// <param name="stream">The file; this object closes it.</param>
    /// <param name="shapes">One shape for each scale.</param>
    /// <param name="channels">Byte offset of each channel, by alert, scale and channel.</param>
    /// <param name="positions">Sky positions, shape (N, 3).</param>
    /// <param name="features">Features, shape (N, F).</param>
    /// <param name="columns">Packet columns, shape (N, C).</param>
    /// <param name="sha256">Hash of the content.</param>
    public MappedStamps(
        FileStream stream,
        IReadOnlyList<StampTensorShape> shapes,
        long[] channels,
        float[] positions,
        float[] features,
        double[] columns,
        string sha256
    )
    {
        (Shapes, Sha256, _channels, _positions) = (shapes, sha256, channels, positions);
        (_features, _columns) = (features, columns);
        _firstChannels = [.. shapes.Select((_, scale) => shapes.Take(scale).Sum(s => s.Channels))];
        _channelsOfAlert = shapes.Sum(s => s.Channels);
        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    public int Count => _positions.Length / 3;

    public IReadOnlyList<StampTensorShape> Shapes { get; }

    /// <summary>Hash of the shapes, pixels, sky positions, features and packet columns.</summary>
    public string Sha256 { get; }

    public ReadOnlySpan<float> Channel(int alert, int scale, int channel)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var pixels = Shapes[scale].Pixels;
        return new ReadOnlySpan<float>(_start + _channels[(alert * _channelsOfAlert) + _firstChannels[scale] + channel], pixels * pixels);
    }

    public int FeatureLength => Count == 0 ? 0 : _features.Length / Count;

    public ReadOnlySpan<float> FeaturesOf(int alert) => _features.AsSpan(FeatureLength * alert, FeatureLength);

    public int ColumnLength => Count == 0 ? 0 : _columns.Length / Count;

    public ReadOnlySpan<double> ColumnsOf(int alert) => _columns.AsSpan(ColumnLength * alert, ColumnLength);

    public ReadOnlySpan<float> SkyPosition(int alert) => _positions.AsSpan(3 * alert, 3);

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file.Dispose();
        }
    }
}
