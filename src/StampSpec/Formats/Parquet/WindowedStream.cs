namespace StampSpec.Formats.Parquet;

/// <summary>
/// A stream of which only some bytes can be read. The library looks for more pages where a column has fewer values than it states; with
/// this it cannot reach pages that were not checked.
/// </summary>
internal sealed class WindowedStream(Stream stream) : Stream
{
    private long _start;
    private long _end = stream.Length;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => stream.Length;

    public override long Position
    {
        get => stream.Position;
        set => stream.Position = value;
    }

    /// <summary>Limits reading to the bytes from a start to the byte before an end.</summary>
    public void Limit(long start, long end) => (_start, _end) = (start, end);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) =>
        buffer.IsEmpty || (stream.Position >= _start && stream.Position < _end)
            ? stream.Read(buffer[..(int)Math.Min(buffer.Length, Math.Max(0, _end - stream.Position))])
            : throw new IOException("its pages have fewer values than the table states");

    public override int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return Read(one) == 1 ? one[0] : -1;
    }

    public override long Seek(long offset, SeekOrigin origin) => stream.Seek(offset, origin);

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
