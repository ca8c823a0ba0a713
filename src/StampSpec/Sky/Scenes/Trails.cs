namespace StampSpec.Sky.Scenes;

/// <summary>Trails: rows of point sources that are so close together that they look continuous.</summary>
internal static class Trails
{
    private const double StepPixels = 0.5;

    /// <summary>Adds a line of uniform brightness to the exposure.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="x">Columns from the centre to the line's middle.</param>
    /// <param name="y">Rows from the centre to the line's middle.</param>
    /// <param name="lengthPixels">Length, pixels; 0 for a point.</param>
    /// <param name="angleRad">Angle between its direction and the x axis (increasing column).</param>
    /// <param name="fluxDn">Flux of the whole line, DN.</param>
    public static void Add(Scene scene, double x, double y, double lengthPixels, double angleRad, double fluxDn)
    {
        var dots = 1 + (int)Math.Ceiling(lengthPixels / StepPixels);
        var (sine, cosine) = Math.SinCos(angleRad);
        for (var i = 0; i < dots; i++)
        {
            var along = dots == 1 ? 0 : lengthPixels * (((double)i / (dots - 1)) - 0.5);
            scene.Stars.Add(new StarSource(x + (along * cosine), y + (along * sine), fluxDn / dots, 0));
        }
    }
}
