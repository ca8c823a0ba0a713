using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;

namespace StampSpec.Tests.Numbers;

/// <summary>What encodings leave of pixels, and the bytes of those that are written here.</summary>
internal static class EncodingNumbers
{
    public static IEnumerable<NumberCase> Cases() =>
        [
            .. from encoding in PixelEncoding.All
            from image in Images()
            select NumberCase.Of(
                $"{encoding.Name} {image.Name}",
                NumberCase.Pixels(encoding.RoundTrip(image.Image)),
                Bytes(encoding, image.Image)
            ),
            .. from encoding in PixelEncoding.All from keepsCentres in new[] { true, false } select Received(encoding, keepsCentres),
        ];

    private static IEnumerable<(string Name, Image<float> Image)> Images()
    {
        var field = TestScene.Image(20, 20, 1, 150, 9, new TestScene.Star(0, 0, 700));
        var odd = TestScene.WithGap(field, 3, 4, 2, 5);
        odd[10, 1] = float.PositiveInfinity;
        odd[11, 2] = float.NegativeInfinity;
        return
        [
            ("field", field),
            ("field with gaps", TestScene.WithGap(field, 3, 4, 2, 5)),
            ("infinite", odd),
            ("wide", TestScene.Image(9, 9, 2, -3e5, 2e5, new TestScene.Star(1, 1, 4e7))),
            ("small", TestScene.Image(9, 9, 3, 0, 1e-6)),
            ("constant", TestScene.Image(6, 6, 4, 12.5, 0)),
            ("row", TestScene.Image(70, 1, 5, 10, 3)),
        ];
    }

    // Compressed bytes depend on zlib and Brotli of the runtime, so only the bytes of the encodings of this library are compared.
    private static IEnumerable<double> Bytes(PixelEncoding encoding, Image<float> image) =>
        encoding switch
        {
            RiceEncoding rice when rice.Encode(image) is var bytes && BitConverter.ToDouble(bytes) == 0 => [0],
            QuantisedEncoding quantised => quantised.Encode(image).Select(b => (double)b),
            CompressedEncoding { Name: "snappy" } snappy => snappy
                .Codec.Compress(System.Runtime.InteropServices.MemoryMarshal.AsBytes(image.Pixels))
                .Select(b => (double)b),
            _ => [],
        };

    private static NumberCase Received(PixelEncoding encoding, bool keepsCentres)
    {
        StampScale[] scales = [.. Enumerable.Range(0, 3).Select(i => new StampScale(8, 1.01 * (1 << i)))];
        var layout = new StampLayout("sent", scales) { KeepsRedundantCentres = keepsCentres };
        var builder = new StampTensorBuilder(layout, NormalisationOrder.After, 0, new StampTransmission(layout, encoding).Receive);
        builder.Add(TestScene.Ztf(21));
        return NumberCase.Of(
            $"{encoding.Name} received {(keepsCentres ? "whole" : "without centres")}",
            NumberCase.Stamps(builder.Build())
        );
    }
}
