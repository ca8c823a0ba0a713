namespace StampSpec.Layouts;

/// <summary>One plane that every scale of every image carries.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Number">How it stores a pixel.</param>
public sealed record StampPlane(PlaneKind Kind, PixelNumberType Number);
