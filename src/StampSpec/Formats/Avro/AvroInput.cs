using System.Buffers;
using StampSpec.Common;

namespace StampSpec.Formats.Avro;

/// <summary>
/// A stream that is read ahead into a pooled buffer, which grows only as bytes arrive. Memory that it returns is valid until the next call.
/// </summary>
internal sealed class AvroInput(Stream stream, int initialBytes) : IDisposable
{
    private const int MaxVarintBytes = 10;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(initialBytes);
    private int _start;
    private int _end;

    /// <summary>Bytes taken so far.</summary>
    public long Position { get; private set; }

    /// <summary>True if no byte is left.</summary>
    public bool IsAtEnd => !Fill(1);

    /// <summary>The next bytes.</summary>
    /// <param name="length">How many.</param>
    /// <param name="maxBytes">The limit on the length.</param>
    /// <param name="what">What they are, for diagnostics.</param>
    /// <param name="limit">The option that sets the limit; null if no option does.</param>
    /// <exception cref="InvalidInputException">The length is out of range, or the stream ends too early.</exception>
    public ReadOnlyMemory<byte> Take(long length, int maxBytes, string what, LimitOption? limit = null)
    {
        if (length < 0 || length > maxBytes)
        {
            throw FormatFault.At(
                Position,
                "avro.length",
                length < 0
                    ? FormattableString.Invariant($"the length of {what} is {length} bytes: the file is damaged")
                    : FormattableString.Invariant($"the length of {what} is {length} bytes; the limit is {maxBytes}"),
                (length < 0 ? null : limit?.Fix) ?? FormatFault.CopyAgain
            );
        }

        if (!Fill((int)length))
        {
            throw FormatFault.Truncated(Position, what, length, _end - _start);
        }

        var bytes = _buffer.AsMemory(_start, (int)length);
        _start += (int)length;
        Position += length;
        return bytes;
    }

    /// <summary>Takes the next bytes if they are these.</summary>
    public bool TrySkip(ReadOnlySpan<byte> expected)
    {
        if (!Fill(expected.Length) || !_buffer.AsSpan(_start, expected.Length).SequenceEqual(expected))
        {
            return false;
        }

        _start += expected.Length;
        Position += expected.Length;
        return true;
    }

    /// <summary>A zig-zag variable-length number.</summary>
    public long ReadLong(string what)
    {
        Fill(MaxVarintBytes);
        var cursor = new AvroCursor(
            _buffer.AsSpan(_start, Math.Min(MaxVarintBytes, _end - _start)),
            AvroLimits.Default,
            new AvroOrigin(Position, false)
        );
        var value = cursor.Remaining > 0 ? cursor.ReadLong() : throw FormatFault.Truncated(Position, what, 1, 0);
        _start += cursor.Position;
        Position += cursor.Position;
        return value;
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private bool Fill(int length)
    {
        while (_end - _start < length)
        {
            if (_end == _buffer.Length)
            {
                MakeRoom(length);
            }

            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }

    private void MakeRoom(int length)
    {
        var kept = _buffer.AsSpan(_start, _end - _start);
        if (_start > 0 && length <= _buffer.Length)
        {
            kept.CopyTo(_buffer);
        }
        else
        {
            var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, _buffer.Length * 2L));
            kept.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        _end -= _start;
        _start = 0;
    }
}
