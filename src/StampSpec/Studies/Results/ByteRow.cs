namespace StampSpec.Studies.Results;

/// <summary>One row of bytes.csv: what one part of an alert costs under a layout.</summary>
/// <param name="Layout">Name of the layout.</param>
/// <param name="Encoding">Encoding of its pixels.</param>
/// <param name="Part">The part, such as <c>pixels</c>; <c>total</c> for their sum.</param>
/// <param name="Bytes">Bytes per alert; a mean where they vary from alert to alert.</param>
public sealed record ByteRow(string Layout, string Encoding, string Part, double Bytes);
