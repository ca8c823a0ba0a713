using System.Runtime.InteropServices;
using CsvHelper;

namespace StampSpec.Studies.Results;

/// <summary>One row of bytes.csv: what one part of an alert costs under a layout, in one serialisation and encoding.</summary>
/// <param name="Id">The layout.</param>
/// <param name="Serialisation">Name of the serialisation; <c>raw</c> in tables written without this column.</param>
/// <param name="Part">The part, such as <c>science</c>; <c>total</c> for their sum.</param>
/// <param name="Bytes">Bytes per alert; a mean where they vary from alert to alert.</param>
[CsvRecord]
public sealed partial record ByteRow(
    LayoutId Id, [Optional, DefaultParameterValue(ByteRow.Raw)] string Serialisation, string Part, double Bytes)
{
    /// <summary>The serialisation whose bytes figures and summaries state.</summary>
    public const string Raw = "raw";

    /// <summary>The serialisation that surveys send stamps in.</summary>
    public const string Fits = "fits";
}
