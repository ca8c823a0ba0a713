using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;

namespace StampSpec.Budgets;

/// <summary>Encodes and decodes the flux of a layout's scales, separately for each stored scale, as a serialisation does.</summary>
/// <param name="layout">The layout.</param>
/// <param name="encoding">The encoding.</param>
internal sealed class StampTransmission(StampLayout layout, PixelEncoding encoding)
{
    /// <summary>
    /// The function that <see cref="StampTensorBuilder"/> applies to scales that are sent in an encoding; null if the encoding is lossless.
    /// </summary>
    public static Func<IReadOnlyList<Image<float>>, IReadOnlyList<Image<float>>>? Receiver(StampLayout layout, PixelEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        return encoding.IsLossless ? null : new StampTransmission(layout, encoding).Receive;
    }

    /// <summary>
    /// The scales of one image as a receiver sees them. Centres that are not sent are rebuilt from the received finer scales.
    /// </summary>
    /// <param name="scales">An image for each scale, finest first, as <see cref="LayoutSampler"/> cuts them.</param>
    public IReadOnlyList<Image<float>> Receive(IReadOnlyList<Image<float>> scales)
    {
        ArgumentNullException.ThrowIfNull(scales);
        return encoding.IsLossless
            ? scales
            : RedundantCentres.Rebuild([.. scales.Select((image, scale) => Received(image, layout.OmittedPixels(scale)))], layout);
    }

    private Image<float> Received(Image<float> sent, int omitted)
    {
        var arrived = encoding.RoundTrip(SampledImage.Stored(sent, omitted));
        return omitted == 0 ? arrived : Around(arrived.Pixels, sent.Width, omitted);
    }

    private static Image<float> Around(ReadOnlySpan<float> stored, int side, int omitted)
    {
        var image = new Image<float>(side, side);
        var first = (side - omitted) / 2;
        var next = 0;
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            var isStored = !IsWithin(i / side) || !IsWithin(i % side);
            image.Pixels[i] = isStored ? stored[next++] : float.NaN;
        }

        return image;

        bool IsWithin(int position) => position >= first && position < first + omitted;
    }
}
