using StampSpec.Alerts;
using StampSpec.Common;

namespace StampSpec.Sky.Injection;

/// <summary>
/// The cutouts of a real alert as a background: mirrored at random and without their own event. A disc around the centre of the difference
/// is replaced by another disc of the same difference, and the science image is changed by the same amount, so that noise, stars and
/// residuals remain those of the survey.
/// </summary>
internal sealed class InjectionBackground
{
    private const int DiscRadius = 7;

    // Mirrored along rows, columns, or both, but not transposed: read-out patterns run along columns and must keep this direction.
    private const int Orientations = 4;

    private InjectionBackground(Image<float> science, Image<float> template, Image<float> difference) =>
        (Science, Template, Difference) = (science, template, difference);

    /// <summary>Science image without the event.</summary>
    public Image<float> Science { get; }

    /// <summary>The template.</summary>
    public Image<float> Template { get; }

    /// <summary>Difference without the event.</summary>
    public Image<float> Difference { get; }

    /// <summary>Mirrors an alert and removes its event.</summary>
    public static InjectionBackground From(Alert alert, RandomSource random)
    {
        var orientation = random.NextInt(Orientations);
        var background = new InjectionBackground(
            Mirrored(alert.Science.Flux, orientation),
            Mirrored(alert.Template.Flux, orientation),
            Mirrored(alert.Difference.Flux, orientation)
        );
        background.RemoveEvent(alert.IsPositive == false ? -1 : 1, random);
        return background;
    }

    private static Image<float> Mirrored(Image<float> image, int orientation)
    {
        var mirrored = new Image<float>(image.Width, image.Height);
        var last = image.Width - 1;
        for (var row = 0; row < image.Height; row++)
        {
            for (var column = 0; column < image.Width; column++)
            {
                mirrored[row, column] = image[(orientation & 1) != 0 ? last - row : row, (orientation & 2) != 0 ? last - column : column];
            }
        }

        return mirrored;
    }

    // The difference of a negative candidate is template minus science. The injected event is positive, so the sign of the background is
    // changed too.
    private void RemoveEvent(float sign, RandomSource random)
    {
        var centre = Science.Width / 2;
        var angle = random.NextDouble(0, 2 * Math.PI);
        var (dx, dy) = ((int)Math.Round(2.2 * DiscRadius * Math.Cos(angle)), (int)Math.Round(2.2 * DiscRadius * Math.Sin(angle)));
        foreach (ref var pixel in Difference.Pixels)
        {
            pixel *= sign;
        }

        for (var y = -DiscRadius; y <= DiscRadius; y++)
        {
            for (var x = -DiscRadius; x <= DiscRadius; x++)
            {
                if ((x * x) + (y * y) > DiscRadius * DiscRadius)
                {
                    continue;
                }

                var (row, column) = (centre + y, centre + x);
                var substitute = Difference[row + dy, column + dx];
                Science[row, column] -= Difference[row, column] - substitute;
                Difference[row, column] = substitute;
            }
        }
    }
}
