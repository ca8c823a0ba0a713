using System.Buffers;

namespace StampSpec.Alerts.Avro;

/// <summary>Expands compressed bytes into pooled buffers that grow with what arrives, never with what a header claims.</summary>
internal static class BoundedInflate
{
    private const int TypicalExpansion = 4;

    /// <summary>Reads a decompressing stream to its end and disposes it.</summary>
    /// <param name="expanding">The stream.</param>
    /// <param name="storedBytes">Bytes that it expands, as a hint for the first buffer.</param>
    /// <param name="maxBytes">The most that it may expand to.</param>
    /// <returns>A buffer from the shared pool and the number of bytes in it; null where there are more than the most.</returns>
    public static (byte[] Buffer, int Length)? ToPool(Stream expanding, int storedBytes, int maxBytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min((long)storedBytes * TypicalExpansion, maxBytes) + 1);
        try
        {
            using (expanding)
            {
                var length = 0;
                for (var read = expanding.Read(buffer); read > 0; read = expanding.Read(buffer, length, buffer.Length - length))
                {
                    length += read;
                    if (length > maxBytes)
                    {
                        ArrayPool<byte>.Shared.Return(buffer);
                        return null;
                    }

                    if (length == buffer.Length)
                    {
                        buffer = Grown(buffer);
                    }
                }

                return (buffer, length);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    private static byte[] Grown(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked(buffer.Length * 2));
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
