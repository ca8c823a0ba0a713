using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;

namespace StampSpec.Budgets;

/// <summary>Sends the flux of a layout's scales through an encoding: each stored scale by itself, as a serialisation writes it.</summary>
/// <param name="layout">The layout.</param>
/// <param name="encoding">The encoding.</param>
internal sealed class StampTransmission(StampLayout layout, PixelEncoding encoding)
{
    /// <summary>
    /// What <see cref="StampTensorBuilder"/> does to scales that are sent in an encoding; null if the encoding changes no value.
    /// </summary>
    public static Func<IReadOnlyList<Image<float>>, IReadOnlyList<Image<float>>>? Receiver(StampLayout layout, PixelEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        return encoding.IsLossless ? null : new StampTransmission(layout, encoding).Receive;
    }

    /// <summary>
    /// What a receiver sees of one image's scales. Centres that are not sent are rebuilt from the finer scales that arrived.
    /// </summary>
    /// <param name="scales">One image a scale, finest first, as <see cref="LayoutSampler"/> cuts them.</param>
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
