namespace StampSpec.Common;

/// <summary>Reads files whole, up to a limit. A device or a pipe may go on without end, and its length is unknown.</summary>
internal static class BoundedFile
{
    private const int PartBytes = 1 << 18;

    /// <summary>All bytes of a file, a pipe or a device, which is opened once; null if there are more than the limit.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">The limit.</param>
    /// <param name="mayBegin">
    /// Says whether the format can begin with some bytes; null if it can begin with any. If it cannot, only these bytes are returned, so
    /// that the format's reader refuses them at once.
    /// </param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be opened.</exception>
    public static byte[]? Read(string path, int maxBytes, Func<byte[], bool>? mayBegin = null)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        return file.CanSeek && file.Length > maxBytes ? null : Read(file, maxBytes, mayBegin);
    }

    /// <summary>All bytes that are left in a stream; null if there are more than the limit.</summary>
    /// <inheritdoc cref="Read(string, int, Func{byte[], bool})"/>
    public static byte[]? Read(Stream stream, int maxBytes, Func<byte[], bool>? mayBegin = null)
    {
        var parts = new List<byte[]>();
        var length = 0L;
        while (NextPart(stream) is { Length: > 0 } part)
        {
            parts.Add(part);
            length += part.Length;
            if (length > maxBytes)
            {
                return null;
            }

            if (parts.Count == 1 && mayBegin?.Invoke(part) == false)
            {
                return part;
            }
        }

        return Joined(parts, (int)length);
    }

    private static byte[] Joined(List<byte[]> parts, int length)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        var bytes = new byte[length];
        var position = 0;
        foreach (var part in parts)
        {
            part.CopyTo(bytes, position);
            position += part.Length;
        }

        return bytes;
    }

    private static byte[] NextPart(Stream stream)
    {
        var part = new byte[PartBytes];
        var read = stream.ReadAtLeast(part, PartBytes, throwOnEndOfStream: false);
        return read == PartBytes ? part : part[..read];
    }
}
