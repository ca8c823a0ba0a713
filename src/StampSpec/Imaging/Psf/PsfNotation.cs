using System.Globalization;
using StampSpec.Common;

namespace StampSpec.Imaging.Psf;

/// <summary>
/// The notation of a PSF on the command line: <c>gaussian:FWHM</c>, <c>moffat:FWHM:BETA</c>, <c>kolmogorov:FWHM</c>,
/// <c>double-gaussian:CORE:HALO:FRACTION</c>, each optionally followed by <c>:e1,e2</c>; widths in arcsec.
/// </summary>
public static class PsfNotation
{
    private const double NarrowestArcsec = 0.001;
    private const double WidestArcsec = 1000;

    private const string Forms =
        "write gaussian:FWHM, moffat:FWHM:BETA, kolmogorov:FWHM or double-gaussian:CORE:HALO:FRACTION, optionally followed by :e1,e2";

    /// <summary>Reads a PSF.</summary>
    /// <exception cref="InvalidInputException">The text is not in one of these forms, or a parameter is out of range.</exception>
    public static PointSpreadFunction Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':');
        var isElliptical = parts.Length > 1 && parts[^1].Contains(',', StringComparison.Ordinal);
        var shape = isElliptical ? ParseShape(text, parts[^1]) : default;
        var numbers = parts[1..(isElliptical ? parts.Length - 1 : parts.Length)].Select(p => Number(text, p)).ToArray();
        ProfilePsf profile = (parts[0], numbers.Length) switch
        {
            ("gaussian", 1) => new GaussianPsf(Fwhm(text, numbers[0])),
            ("kolmogorov", 1) => new KolmogorovPsf(Fwhm(text, numbers[0])),
            ("moffat", 2) => new MoffatPsf(Fwhm(text, numbers[0]), numbers[1]),
            ("double-gaussian", 3) => new DoubleGaussianPsf(Fwhm(text, numbers[0]), Fwhm(text, numbers[1]), numbers[2]),
            ("moffat", 1) => throw Invalid(text, "lacks BETA", $"write moffat:{parts[1]}:4.765, for example"),
            _ => throw Invalid(text, "is not a supported PSF"),
        };
        return profile with { Shape = shape };
    }

    private static Ellipticity ParseShape(string text, string part)
    {
        var values = part.Split(',');
        return values.Length == 2
            ? new Ellipticity(Number(text, values[0]), Number(text, values[1]))
            : throw Invalid(text, $"has the ellipticity '{part}', which is not in the form e1,e2");
    }

    private static double Fwhm(string text, double arcsec) =>
        arcsec is >= NarrowestArcsec and <= WidestArcsec
            ? arcsec
            : throw InvalidInputException.Of(
                "psf.fwhm",
                string.Create(CultureInfo.InvariantCulture, $"the FWHM {arcsec} of '{text}' is not supported"),
                fix: string.Create(CultureInfo.InvariantCulture, $"write a FWHM from {NarrowestArcsec} to {WidestArcsec} arcsec")
            );

    private static double Number(string text, string part) =>
        double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Invalid(text, $"contains '{part}' where a number is expected");

    private static InvalidInputException Invalid(string text, string what, string? fix = null) =>
        new(Diagnostic.Error("psf.notation", $"'{text}' {what}", fix: fix ?? Forms));
}
