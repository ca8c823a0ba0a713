using System.Globalization;
using System.Text;

namespace StampSpec.Formats.Tar;

/// <summary>What the extended headers before an entry say about it: pax records, and GNU's long names.</summary>
internal sealed class TarExtendedHeader
{
    private const string SparsePrefix = "GNU.sparse.";

    private string? _sparseName;
    private long? _bytes;
    private bool _isSparse;

    /// <summary>The entry's name; null if only its own header has one.</summary>
    public string? Name { get; set; }

    /// <summary>Adds the records of a pax header.</summary>
    /// <exception cref="Common.InvalidInputException">The records are damaged.</exception>
    public void Add(byte[] data, long offset)
    {
        foreach (var (key, value) in Records(data, offset))
        {
            Name = key == "path" ? value : Name;
            _bytes = key == "size" ? Size(value, offset) : _bytes;
            _sparseName = key == SparsePrefix + "name" ? value : _sparseName;
            _isSparse |= key.StartsWith(SparsePrefix, StringComparison.Ordinal);
        }
    }

    /// <summary>
    /// The entry with its name and size. The data of a sparse file in one of GNU's pax formats are not the file's own bytes, so its type is
    /// changed to that of a sparse file.
    /// </summary>
    public TarEntryHeader Of(TarEntryHeader header) =>
        header with
        {
            Name = _sparseName ?? Name ?? header.Name,
            Bytes = _bytes ?? header.Bytes,
            Type = _isSparse && header.IsFile ? TarEntryHeader.Sparse : header.Type,
        };

    // Each record is its own length in decimal digits, a space, key=value and a newline.
    private static IEnumerable<(string Key, string Value)> Records(byte[] data, long offset)
    {
        var start = 0;
        while (start < data.Length && data[start] != 0)
        {
            var space = Array.IndexOf(data, (byte)' ', start);
            var isLength = int.TryParse(
                data.AsSpan(start, Math.Max(0, space - start)),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var length
            );
            if (!isLength || length > data.Length - start || length < space - start + 2 || data[start + length - 1] != (byte)'\n')
            {
                throw FormatFault.At(
                    offset,
                    "tar.damaged",
                    FormattableString.Invariant($"the extended header is damaged at its byte {start}")
                );
            }

            var record = Encoding.UTF8.GetString(data, space + 1, start + length - space - 2);
            var sign = record.IndexOf('=', StringComparison.Ordinal);
            if (sign > 0)
            {
                yield return (record[..sign], record[(sign + 1)..]);
            }

            start += length;
        }
    }

    private static long Size(string value, long offset) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? bytes
            : throw FormatFault.At(offset, "tar.damaged", "the size in the extended header is not a number");
}
