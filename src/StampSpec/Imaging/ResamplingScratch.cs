namespace StampSpec.Imaging;

/// <summary>One thread's buffers.</summary>
/// <param name="Spectrum">Spectrum of the image at work.</param>
/// <param name="Buffer">Partial products.</param>
internal sealed record ResamplingScratch(QuadrantSpectrum Spectrum, double[] Buffer);
