namespace StampSpec.Studies.Exploring;

/// <summary>A number of bytes that an alert's stamps may cost.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Bytes">Most bytes of one alert's stamps as sent, above 0.</param>
public sealed record ByteBudget(string Name, double Bytes);
