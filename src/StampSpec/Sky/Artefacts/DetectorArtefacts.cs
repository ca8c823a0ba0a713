using StampSpec.Common;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Artefacts;

/// <summary>
/// A step in the level of the sky between two amplifiers, or at the edge of a ghost. The pipeline has subtracted the background on a mesh,
/// so the step fades on both sides of the line.
/// </summary>
/// <param name="X">Columns from the centre to a point of the line.</param>
/// <param name="Y">Rows from the centre to it.</param>
/// <param name="AngleRad">Direction across the line, towards the brighter side.</param>
/// <param name="Curvature">1 over the radius of the line, 1/pixel; positive if the bright side is inside; 0 for a straight line.</param>
/// <param name="Step">Height of the step, in the survey's unit of flux.</param>
internal sealed record BackgroundStep(double X, double Y, double AngleRad, double Curvature, double Step) : IArtefact
{
    /// <summary>Distance over which the step fades, pixels: half of the background mesh of 40 pixels.</summary>
    public const double FadingPixels = 20;

    /// <inheritdoc/>
    public void Apply(ExposurePair images, RandomSource random)
    {
        var (sine, cosine) = Math.SinCos(AngleRad);
        for (var y = -images.Grid.Centre; y <= images.Grid.Centre; y++)
        {
            for (var x = -images.Grid.Centre; x <= images.Grid.Centre; x++)
            {
                var (across, along) = (((x - X) * cosine) + ((y - Y) * sine), ((y - Y) * cosine) - ((x - X) * sine));
                var depth = across - (0.5 * Curvature * ((across * across) + (along * along)));
                images.AddToScience(x, y, 0.5 * Step * Math.Sign(depth) * Math.Exp(-Math.Abs(depth) / FadingPixels));
            }
        }
    }
}

/// <summary>A hot or trapping column: one or a few neighbouring columns with an offset from a row onwards.</summary>
/// <param name="X">Columns from the centre.</param>
/// <param name="FirstY">First affected row from the centre; all rows above it are affected too.</param>
/// <param name="Columns">Number of columns, at least 1.</param>
/// <param name="OffsetDn">Excess per pixel, DN; positive or negative.</param>
internal sealed record BadColumn(int X, int FirstY, int Columns, double OffsetDn) : IArtefact
{
    /// <inheritdoc/>
    public void Apply(ExposurePair images, RandomSource random)
    {
        for (var y = FirstY; y <= images.Grid.Centre; y++)
        {
            for (var column = 0; column < Columns; column++)
            {
                images.AddToScience(X + column, y, OffsetDn * (0.85 + (0.3 * random.NextDouble())));
            }
        }
    }
}

/// <summary>Missing pixels beyond the edge of a detector. If the template ends there, the border is ragged, with steps.</summary>
/// <param name="Side">0 left, 1 right, 2 bottom, 3 top.</param>
/// <param name="DistancePixels">Pixels from the centre to the edge, 1 to 40.</param>
/// <param name="IsRagged">Whether the border has steps.</param>
internal sealed record ChipEdge(int Side, int DistancePixels, bool IsRagged) : IArtefact
{
    private const int LongestStep = 12;

    /// <inheritdoc/>
    public void Apply(ExposurePair images, RandomSource random)
    {
        var (depth, remaining) = (DistancePixels, 0);
        for (var along = -images.Grid.Centre; along <= images.Grid.Centre; along++)
        {
            if (IsRagged && remaining-- == 0)
            {
                depth = DistancePixels + random.NextInt(4);
                remaining = 1 + random.NextInt(LongestStep);
            }

            for (var across = depth; across <= images.Grid.Centre; across++)
            {
                var signed = Side % 2 == 0 ? -across : across;
                images.Mask(Side < 2 ? signed : along, Side < 2 ? along : signed);
            }
        }
    }
}

/// <summary>A rectangle of masked pixels: the pipeline's mask of a saturated star.</summary>
/// <param name="FirstX">First column from the centre.</param>
/// <param name="FirstY">First row from the centre.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
internal sealed record MissingBlock(int FirstX, int FirstY, int Width, int Height) : IArtefact
{
    /// <inheritdoc/>
    public void Apply(ExposurePair images, RandomSource random)
    {
        for (var y = FirstY; y < FirstY + Height; y++)
        {
            for (var x = FirstX; x < FirstX + Width; x++)
            {
                images.Mask(x, y);
            }
        }
    }
}

/// <summary>A cluster of hot or dead pixels in the exposure: one to about four pixels in each direction, sharper than any star.</summary>
/// <param name="X">Columns from the centre.</param>
/// <param name="Y">Rows from the centre.</param>
/// <param name="WidthX">Gaussian half-width along columns, pixels.</param>
/// <param name="WidthY">Gaussian half-width along rows, pixels.</param>
/// <param name="PeakDn">Excess at the centre, DN; negative for dead pixels.</param>
internal sealed record PixelDefect(double X, double Y, double WidthX, double WidthY, double PeakDn) : IArtefact
{
    private const int Reach = 5;

    /// <inheritdoc/>
    public void Apply(ExposurePair images, RandomSource random)
    {
        for (var y = -Reach; y <= Reach; y++)
        {
            for (var x = -Reach; x <= Reach; x++)
            {
                var (u, v) = ((x - X) / WidthX, (y - Y) / WidthY);
                // The pixels of a cluster are not equally bright.
                images.AddToScience(x, y, PeakDn * Math.Exp(-0.5 * ((u * u) + (v * v))) * random.NextDouble(0.6, 1.2));
            }
        }
    }
}

/// <summary>Clips the exposure and the template at full well; the excess charge bleeds along the columns.</summary>
/// <param name="FullWellDn">Largest pixel value above the sky, DN.</param>
internal sealed record Saturation(double FullWellDn) : IArtefact
{
    /// <inheritdoc/>
    public void Apply(ExposurePair images, RandomSource random)
    {
        for (var column = 0; column < images.Grid.Side; column++)
        {
            Bleed(images.Science, images.Grid, column);
            Bleed(images.Template, images.Grid, column);
        }
    }

    private void Bleed(float[] image, SceneGrid grid, int column)
    {
        var carried = 0f;
        for (var row = 0; row < grid.Side; row++)
        {
            ref var pixel = ref image[(row * grid.Stride) + column];
            var total = pixel + carried;
            pixel = MathF.Min(total, (float)FullWellDn);
            carried = MathF.Max(0, 0.8f * (total - pixel));
        }
    }
}
