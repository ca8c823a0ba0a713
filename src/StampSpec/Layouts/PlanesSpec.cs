using StampSpec.Specs;

namespace StampSpec.Layouts;

/// <summary>The declaration of a layout's planes.</summary>
internal static class PlanesSpec
{
    private static readonly PixelNumberType[] MaskNumbers =
        [PixelNumberType.UInt8, PixelNumberType.Int8, PixelNumberType.UInt16, PixelNumberType.Int16, PixelNumberType.Int32];

    /// <summary>Number types by plane.</summary>
    public static SpecMapping<IReadOnlyList<StampPlane>> Declaration { get; } = new SpecRecord<IReadOnlyList<StampPlane>>(
            "a set of planes", [])
        .Required(
            "flux",
            Spec.Maybe(Number()),
            "Number type of the flux.",
            p => NumberOf(p, PlaneKind.Flux),
            (p, number) => With(p, PlaneKind.Flux, number))
        .Key(
            "variance",
            Spec.Maybe(Number()),
            "Number type of the variance, where it is carried.",
            p => NumberOf(p, PlaneKind.Variance),
            (p, number) => With(p, PlaneKind.Variance, number))
        .Key(
            "mask",
            Spec.Maybe(Spec.Choice(Words(MaskNumbers))),
            "Number type of the mask, where it is carried.",
            p => NumberOf(p, PlaneKind.Mask),
            (p, number) => With(p, PlaneKind.Mask, number))
        .ToMapping();

    /// <summary>Any number type, in lower case.</summary>
    public static SpecValue<PixelNumberType> Number() => Spec.Choice(Words(Enum.GetValues<PixelNumberType>()));

    private static (string Word, PixelNumberType Number)[] Words(IEnumerable<PixelNumberType> numbers)
        => [.. numbers.Select(n => (n.ToString().ToLowerInvariant(), n))];

    private static PixelNumberType? NumberOf(IReadOnlyList<StampPlane> planes, PlaneKind kind) =>
        planes.FirstOrDefault(p => p.Kind == kind)?.Number;

    private static IReadOnlyList<StampPlane> With(IReadOnlyList<StampPlane> planes, PlaneKind kind, PixelNumberType? number) =>
        [.. planes, new StampPlane(kind, number!.Value)];
}
