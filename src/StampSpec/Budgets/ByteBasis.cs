using StampSpec.Budgets.Encodings;
using StampSpec.Layouts.Model;
using StampSpec.Specs;

namespace StampSpec.Budgets;

/// <summary>
/// What the bytes of a layout count: a set of planes x a form in which they are written. A comparison of bytes states it, and two layouts
/// are compared only on the same basis.
/// </summary>
/// <param name="Planes">The planes and the PSF.</param>
/// <param name="Form">The form.</param>
internal sealed record ByteBasis(PlaneSet Planes, StampForm Form)
{
    private static readonly SpecKey<PlaneSet> PlanesKey = Spec.WithDefault(
        "planes",
        Spec.Choice([.. PlaneSet.All.Select(s => (s.Name, s))]),
        PlaneSet.OwnName,
        "The planes of every image: each layout's own; flux, in float32 only; dmtn-102, flux and variance in float32 with an int16 mask; "
            + "rubin, flux and variance in float32 with a PSF of 41 x 41 float64 for each image. Images, scales and features stay those of "
            + "each layout."
    );

    private static readonly SpecKey<StampForm> FormKey = Spec.WithDefault(
        "serialisation",
        Spec.Choice([.. StampForm.All.Select(f => (f.Name, f))]),
        "raw",
        "How they are written: raw, without headers; avro, as Avro arrays; fits, as FITS files with headers; fits-gzip, as gzipped FITS "
            + "files, measured on the study's alerts."
    );

    /// <summary>Each layout's own planes without headers: the bytes that studies state unless their spec says otherwise.</summary>
    public static ByteBasis Usual { get; } = new(PlaneSet.Own, StampForm.Raw);

    /// <summary>A mapping with the keys <c>planes</c> and <c>serialisation</c>.</summary>
    public static SpecMapping<ByteBasis> Declaration { get; } =
        new("a basis of bytes", [PlanesKey, FormKey], reader => new ByteBasis(reader.Get(PlanesKey), reader.Get(FormKey)))
        {
            Writing = (basis, _) =>
                new OrderedDictionary<string, object> { [PlanesKey.Name] = basis.Planes.Name, [FormKey.Name] = basis.Form.Name },
        };

    /// <summary>The basis as captions and axes name it: <c>flux only, raw, without headers</c>.</summary>
    public string InWords => $"{Planes.InWords}, {Form.InWords}";

    /// <summary>The basis of two names, as summaries store them.</summary>
    public static ByteBasis Parse(string planes, string serialisation) => new(PlaneSet.Parse(planes), StampForm.Parse(serialisation));

    /// <summary>
    /// Bytes of one alert's stamps in a layout; null if they depend on pixel values, or if the form cannot store a number type of them.
    /// </summary>
    public long? Bytes(StampLayout layout) => Bytes(layout, Form.Encoding);

    /// <summary>The same with pixels in an encoding.</summary>
    public long? Bytes(StampLayout layout, PixelEncoding encoding)
    {
        var counted = Planes.Of(layout);
        var serialisation = Form.Serialisation;
        return serialisation.Supports(counted, encoding) ? serialisation.Bytes(counted, encoding) : null;
    }
}

/// <summary>A form in which planes are written: a serialisation, with or without a general compression.</summary>
/// <param name="Name">Name in specs and tables.</param>
/// <param name="InWords">The form as captions name it.</param>
/// <param name="Serialisation">The serialisation.</param>
/// <param name="Encoding">The encoding of every image's bytes.</param>
internal sealed record StampForm(string Name, string InWords, Serialisation Serialisation, PixelEncoding Encoding)
{
    /// <summary>Numbers one after the other, without headers.</summary>
    public static StampForm Raw { get; } = Plain("raw", "raw, without headers");

    /// <summary>Gzipped FITS files, whose size depends on pixel values.</summary>
    public static StampForm GzippedFits { get; } =
        new("fits-gzip", "as gzipped FITS files", Serialisation.Parse("fits"), PixelEncoding.Parse("gzip"));

    /// <summary>Every form.</summary>
    public static IReadOnlyList<StampForm> All { get; } =
    [Raw, Plain("avro", "as Avro arrays"), Plain("fits", "as FITS files with headers"), GzippedFits];

    /// <summary>The forms whose size follows from the layout.</summary>
    public static IReadOnlyList<StampForm> Exact { get; } = [.. All.Where(f => f != GzippedFits)];

    /// <summary>The form with a name.</summary>
    /// <exception cref="Common.InvalidInputException">There is no form with this name.</exception>
    public static StampForm Parse(string name) =>
        All.FirstOrDefault(f => f.Name == name)
        ?? throw Common.InvalidInputException.Of(
            "budget.form",
            $"there is no form of stamps called {name}",
            fix: "write one of " + string.Join(", ", All.Select(f => f.Name))
        );

    private static StampForm Plain(string name, string inWords) => new(name, inWords, Serialisation.Parse(name), PixelEncoding.None);
}
