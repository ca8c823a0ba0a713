using StampSpec.Pixels;

namespace StampSpec.Layouts;

/// <summary>An image in the form in which a classifier sees it.</summary>
/// <param name="Values">Normalised values in [-2, 2]; 0 if a pixel is missing.</param>
/// <param name="Missing">1 if a pixel is missing, 0 elsewhere.</param>
public sealed record NormalisedImage(Image<float> Values, Image<float> Missing);
