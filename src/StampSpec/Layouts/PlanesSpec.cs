using StampSpec.Specs;

namespace StampSpec.Layouts;

/// <summary>The declaration of a layout's planes.</summary>
internal static class PlanesSpec
{
    private static readonly SpecKey<PixelNumberType> FluxKey = Spec.Required("flux", Number(), "Number type of the flux.");

    private static readonly SpecKey<PixelNumberType> VarianceKey = Spec.Optional("variance", Number(), "Number type of the variance, where it is carried.");

    private static readonly SpecKey<PixelNumberType> MaskKey = Spec.Optional("mask", Mask(), "Number type of the mask, where it is carried.");

    /// <summary>Number types by plane.</summary>
    public static SpecMapping<IReadOnlyList<StampPlane>> Declaration { get; } = new("a set of planes", [FluxKey, VarianceKey, MaskKey], reader => Build(reader));

    /// <summary>Any number type, in lower case.</summary>
    public static SpecValue<PixelNumberType> Number() => Spec.Choice(Words(Enum.GetValues<PixelNumberType>()));

    private static SpecValue<PixelNumberType> Mask()
        => Spec.Choice(Words([PixelNumberType.UInt8, PixelNumberType.Int8, PixelNumberType.UInt16, PixelNumberType.Int16, PixelNumberType.Int32]));

    private static (string Word, PixelNumberType Number)[] Words(IEnumerable<PixelNumberType> numbers)
        => [.. numbers.Select(n => (n.ToString().ToLowerInvariant(), n))];

    private static List<StampPlane> Build(SpecReader reader)
    {
        var planes = new List<StampPlane> { new(PlaneKind.Flux, reader.Get(FluxKey)) };
        if (reader.TryGet(VarianceKey, out var variance))
        {
            planes.Add(new StampPlane(PlaneKind.Variance, variance));
        }

        if (reader.TryGet(MaskKey, out var mask))
        {
            planes.Add(new StampPlane(PlaneKind.Mask, mask));
        }

        return planes;
    }
}
