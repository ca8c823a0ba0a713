using System.Globalization;

namespace StampSpec.Tests.Reports;

/// <summary>Colours as readers see them, and how far apart they look.</summary>
internal static class ColourVision
{
    /// <summary>Linear sRGB as seen with full severity: Machado, Oliveira and Fernandes 2009, IEEE TVCG 15, 1291, table 1 of the
    /// supplement.</summary>
    public static IReadOnlyDictionary<string, double[,]> Matrices { get; } =
        new Dictionary<string, double[,]>
        {
            ["typical"] = new double[,]
            {
                { 1, 0, 0 },
                { 0, 1, 0 },
                { 0, 0, 1 },
            },
            ["protanopia"] = new double[,]
            {
                { 0.152286, 1.052583, -0.204868 },
                { 0.114503, 0.786281, 0.099216 },
                { -0.003882, -0.048116, 1.051998 },
            },
            ["deuteranopia"] = new double[,]
            {
                { 0.367322, 0.860646, -0.227968 },
                { 0.280085, 0.672501, 0.047413 },
                { -0.011820, 0.042940, 0.968881 },
            },
        };

    // sRGB to XYZ (IEC 61966-2-1), D65.
    private static readonly double[,] ToXyz =
    {
        { 0.4124564, 0.3575761, 0.1804375 },
        { 0.2126729, 0.7151522, 0.0721750 },
        { 0.0193339, 0.1191920, 0.9503041 },
    };
    private static readonly double[] White = [0.95047, 1, 1.08883];

    /// <summary>CIE L*, a*, b* of a colour such as #0072B2 as a reader sees it.</summary>
    public static (double L, double A, double B) Lab(string colour, string vision)
    {
        double[] linear =
        [
            .. new[] { 1, 3, 5 }.Select(i =>
                Linear(int.Parse(colour.AsSpan(i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            ),
        ];
        double[] seen = [.. Times(Matrices[vision], linear).Select(c => Math.Clamp(c, 0, 1))];
        double[] f = [.. Times(ToXyz, seen).Select((v, i) => Root(v / White[i]))];
        return ((116 * f[1]) - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2]));
    }

    /// <summary>CIEDE2000 (Sharma, Wu and Dalal 2005, Color Research and Application 30, 21, equations 2 to 22).</summary>
    public static double Difference((double L, double A, double B) x, (double L, double A, double B) y)
    {
        var chroma = (Length(x.A, x.B) + Length(y.A, y.B)) / 2;
        var g = 1.5 - (0.5 * Saturation(chroma));
        var (c1, c2) = (Length(x.A * g, x.B), Length(y.A * g, y.B));
        var (h1, h2) = (Hue(x.A * g, x.B), Hue(y.A * g, y.B));
        var turn = c1 * c2 == 0 ? 0 : Math.IEEERemainder(h2 - h1, 360);
        var hue = c1 * c2 == 0 ? h1 + h2 : MeanHue(h1, h2);
        var (light, mean) = ((x.L + y.L) / 2, (c1 + c2) / 2);
        var t = 1 - (0.17 * Cos(hue - 30)) + (0.24 * Cos(2 * hue)) + (0.32 * Cos((3 * hue) + 6)) - (0.2 * Cos((4 * hue) - 63));
        var square = (light - 50) * (light - 50);
        var dl = (y.L - x.L) / (1 + (0.015 * square / Math.Sqrt(20 + square)));
        var dc = (c2 - c1) / (1 + (0.045 * mean));
        var dh = 2 * Math.Sqrt(c1 * c2) * Math.Sin(turn * Math.PI / 360) / (1 + (0.015 * mean * t));
        var bend = (hue - 275) / 25;
        var rotation = -2 * Saturation(mean) * Math.Sin(60 * Math.Exp(-bend * bend) * Math.PI / 180);
        return Math.Sqrt((dl * dl) + (dc * dc) + (dh * dh) + (rotation * dc * dh));
    }

    private static double Saturation(double chroma) => Math.Sqrt(Math.Pow(chroma, 7) / (Math.Pow(chroma, 7) + Math.Pow(25, 7)));

    private static double MeanHue(double h1, double h2) =>
        Math.Abs(h1 - h2) <= 180 ? (h1 + h2) / 2
        : h1 + h2 < 360 ? (h1 + h2 + 360) / 2
        : (h1 + h2 - 360) / 2;

    private static double Hue(double a, double b) => ((Math.Atan2(b, a) * 180 / Math.PI) + 360) % 360;

    private static double Length(double a, double b) => Math.Sqrt((a * a) + (b * b));

    private static double Cos(double degrees) => Math.Cos(degrees * Math.PI / 180);

    private static double Linear(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);

    private static double Root(double value) => value > 216.0 / 24389 ? Math.Cbrt(value) : ((24389.0 / 27 * value) + 16) / 116;

    private static double[] Times(double[,] matrix, double[] vector) =>
        [.. Enumerable.Range(0, 3).Select(r => Enumerable.Range(0, 3).Sum(c => matrix[r, c] * vector[c]))];
}
