using Parquet.Meta;
using Parquet.Schema;
using StampSpec.Common;

namespace StampSpec.Formats.Parquet;

/// <summary>Creates the exceptions of reading Parquet tables.</summary>
internal static class ParquetFault
{
    /// <summary>The code of a table whose bytes contradict each other.</summary>
    public const string Damaged = "parquet.damaged";

    /// <summary>The file is not a Parquet table.</summary>
    public static InvalidInputException NotParquet() =>
        FormatFault.At(
            0,
            "parquet.magic",
            "the file is not a Parquet table: it does not begin with \"PAR1\"",
            fix: "give a Parquet table, or rename the file if it has another format"
        );

    /// <summary>The end of the file is missing.</summary>
    public static InvalidInputException Truncated(long length) =>
        FormatFault.At(
            length,
            "parquet.truncated",
            "the table does not end with \"PAR1\", so its end is missing, where the list of its columns would be",
            fix: FormatFault.CopyAgain
        );

    /// <summary>The table is encrypted.</summary>
    public static InvalidInputException Encrypted(long length) =>
        FormatFault.At(length, "parquet.encrypted", "the table is encrypted, which is not supported", fix: "export it without encryption");

    /// <summary>The list of columns and row groups at the end of the file is damaged.</summary>
    public static InvalidInputException Footer(long offset, string message, Exception? cause = null) =>
        FormatFault.At(offset, Damaged, $"the list of the table's columns is damaged: {message}", cause: cause);

    /// <summary>The values of a column in one row group are damaged or cannot be decoded.</summary>
    public static InvalidInputException Column(string path, string message, long? offset = null, Exception? cause = null) =>
        new(Diagnostic.Error(Damaged, $"the column cannot be decoded: {message}", path: path, byteOffset: offset), cause);

    /// <summary>The values of a column are encoded in a way that is not read.</summary>
    public static InvalidInputException Encoding(string path, Encoding encoding, DataField field) =>
        InvalidInputException.Of(
            "parquet.encoding",
            $"the column is encoded as {encoding}, which is not read for values of type {ParquetColumn.TypeInWordsOf(field)}",
            path: path,
            fix: "write the table with plain or dictionary encoding"
        );

    /// <summary>A column is compressed by the codec LZ4, whose frames Parquet's definition leaves open.</summary>
    public static InvalidInputException Lz4(string path) =>
        InvalidInputException.Of(
            "parquet.codec",
            "the column is compressed by LZ4, which Parquet has replaced by LZ4_RAW",
            path: path,
            fix: "write the table with Snappy, Zstandard or LZ4_RAW"
        );

    /// <summary>A row group needs more memory than the limit.</summary>
    public static InvalidInputException TooLarge(long bytes, long limit) =>
        InvalidInputException.Of(
            "parquet.row-group-size",
            FormattableString.Invariant($"the row group needs {bytes} bytes of memory; the limit is {limit}"),
            fix: LimitOption.RowGroupBytes.Fix + ", or write the table with smaller row groups"
        );
}
