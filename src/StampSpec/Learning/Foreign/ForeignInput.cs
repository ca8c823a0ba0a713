namespace StampSpec.Learning.Foreign;

/// <summary>One input of a foreign model.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Stamps">What it shows of the stamps; null if it takes the sky position: unit vectors (x, y, z), shape (N, 3).</param>
public sealed record ForeignInput(string Name, ForeignStamps? Stamps);
