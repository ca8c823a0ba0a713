using StampSpec.Common;

namespace StampSpec.Sky.Populations;

/// <summary>
/// Stars per square degree and magnitude in r by galactic latitude, averaged over longitude: thin discs of 290 and 800 pc, a thick disc of
/// 6 % and a halo of 0.18 %, tied to the counts of CDFS (about 4,000 to R = 23.5 at b = -54; astro-ph/0205501). Good to 40 %, at b = 20 to
/// a factor of 2.
/// </summary>
internal static class StarCounts
{
    /// <summary>The brightest stars of the field, r. Those above 16 saturate.</summary>
    public const double BrightestMag = 14;

    /// <summary>The faintest stars of the field, r: one magnitude below the depth of a visit.</summary>
    public const double FaintestMag = 25.5;

    private const double LeastLatitudeDeg = 12;
    private const double FirstMag = 16.5;
    private const double MagStep = 2;
    private const double BinMag = 0.25;
    private static readonly double[] Latitudes = [20, 40, 60, 90];

    // Rows in the order of the latitudes; columns at r = 16.5, 18.5, 20.5, 22.5 and 24.5.
    private static readonly double[][] PerMagnitude =
    [
        [1230, 2120, 3170, 4710, 5960],
        [300, 560, 1020, 1610, 2290],
        [160, 320, 620, 1010, 1500],
        [120, 260, 510, 830, 1250],
    ];

    /// <summary>Stars per square degree and magnitude.</summary>
    public static double Density(double latitudeDeg, double magnitude)
    {
        var latitude = Math.Clamp(Math.Abs(latitudeDeg), LeastLatitudeDeg, 90);
        var i = Math.Clamp(Array.FindLastIndex(Latitudes, b => b <= latitude), 0, Latitudes.Length - 2);
        var fraction = (latitude - Latitudes[i]) / (Latitudes[i + 1] - Latitudes[i]);
        return Math.Exp(LogDensity(i, magnitude) + (fraction * (LogDensity(i + 1, magnitude) - LogDensity(i, magnitude))));
    }

    /// <summary>Stars per square degree between two magnitudes.</summary>
    public static double Between(double latitudeDeg, double brightestMag, double faintestMag)
    {
        var sum = 0.0;
        for (var magnitude = brightestMag + (BinMag / 2); magnitude < faintestMag; magnitude += BinMag)
        {
            sum += BinMag * Density(latitudeDeg, magnitude);
        }

        return sum;
    }

    /// <summary>Draws the magnitude of a star between two magnitudes.</summary>
    public static double Draw(RandomSource random, double latitudeDeg, double brightestMag, double faintestMag)
    {
        var most = Density(latitudeDeg, faintestMag);
        while (true)
        {
            var magnitude = random.NextDouble(brightestMag, faintestMag);
            if (random.NextDouble() * most < Density(latitudeDeg, magnitude))
            {
                return magnitude;
            }
        }
    }

    private static double LogDensity(int row, double magnitude)
    {
        var counts = PerMagnitude[row];
        var column = Math.Clamp((int)((magnitude - FirstMag) / MagStep), 0, counts.Length - 2);
        var fraction = ((magnitude - FirstMag) / MagStep) - column;
        return Math.Log(counts[column]) + (fraction * Math.Log(counts[column + 1] / counts[column]));
    }
}
