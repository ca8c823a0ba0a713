namespace StampSpec.Learning.Foreign;

/// <summary>One input of an external model.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Stamps">What it shows of the stamps; null if it takes the sky position: unit vectors (x, y, z), shape (N, 3).</param>
public sealed record ExternalModelInput(string Name, ExternalModelStamps? Stamps);
