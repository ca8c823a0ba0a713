using StampSpec.Layouts;

namespace StampSpec.Budgets;

/// <summary>What a layout costs in one serialisation and encoding.</summary>
/// <param name="Layout">The layout.</param>
/// <param name="Serialisation">Name of the serialisation.</param>
/// <param name="Encoding">Name of the encoding.</param>
/// <param name="BytesStamps">Bytes of one alert's stamps; the mean over alerts where measured.</param>
/// <param name="Measured">Their distribution over real alerts; null if the bytes are exact for every alert.</param>
public sealed record StampCost(StampLayout Layout, string Serialisation, string Encoding, double BytesStamps, ByteDistribution? Measured);
