using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Cutting;

/// <summary>Changes alerts as a control experiment asks.</summary>
/// <param name="control">The control.</param>
internal sealed class ControlledImages(StampControl control)
{
    /// <summary>Why a layout cannot be the receiver's layout under this control; empty if it can.</summary>
    public IEnumerable<Diagnostic> Problems(StampLayout layout)
    {
        if (control.CutFrom is not { } sent)
        {
            return [];
        }

        var absent = layout.Images.Except(sent.Images).Select(i => i.ToString().ToLowerInvariant()).ToArray();
        return absent.Length > 0
            ?
            [
                Diagnostic.Error(
                    "study.control",
                    $"the stamp {sent.Name} does not carry the {string.Join(" and ", absent)}",
                    fix: $"add it to the images of {sent.Name}, or remove it from those of the layout"
                ),
            ]
            : NativeCoverage.Problems(layout, sent.Scales[0]);
    }

    /// <summary>The alert as the layout is cut from it. Features are measured on the changed images too.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="other">The alert whose field replaces its own; null if none is needed.</param>
    /// <exception cref="InvalidInputException">The stamp that is sent cannot be cut from the alert.</exception>
    public Alert Apply(Alert alert, Alert? other) =>
        alert with
        {
            Science = Apply(alert.Science, other?.Science),
            Template = Apply(alert.Template, other?.Template),
            Difference = Apply(alert.Difference, other?.Difference),
        };

    private Cutout Apply(Cutout cutout, Cutout? other)
    {
        var changed =
            control.OtherFieldBeyondArcsec is { } beyond && other is not null
                ? cutout with
                {
                    Flux = WithField(cutout, other, beyond),
                }
                : cutout;
        if (control.CutFrom is { } sent && sent.Images.Contains(cutout.Kind))
        {
            var stamp = LayoutSampler.Sample(changed.Flux, changed.PixelScaleArcsec, sent)[0];
            changed = changed with { Flux = stamp, PixelScaleArcsec = sent.Scales[0].PixelScaleArcsec };
        }

        return control.IsMaskOnly ? changed with { Flux = Emptied(changed.Flux) } : changed;
    }

    private static Image<float> Emptied(Image<float> image)
    {
        var empty = image.Clone();
        foreach (ref var pixel in empty.Pixels)
        {
            pixel = float.IsFinite(pixel) ? 0 : float.NaN;
        }

        return empty;
    }

    /// <summary>Both images are aligned by their central pixels; beyond the other image, pixels are missing.</summary>
    private static Image<float> WithField(Cutout own, Cutout other, double beyondArcsec)
    {
        var (image, field) = (own.Flux.Clone(), other.Flux);
        var shift = Median(image) - Median(field);
        for (var row = 0; row < image.Height; row++)
        {
            for (var column = 0; column < image.Width; column++)
            {
                var (y, x) = (row - ((image.Height - 1) / 2.0), column - ((image.Width - 1) / 2.0));
                if (Math.Max(Math.Abs(x), Math.Abs(y)) * own.PixelScaleArcsec > beyondArcsec)
                {
                    image[row, column] = (float)(At(field, row - (image.Height / 2), column - (image.Width / 2)) + shift);
                }
            }
        }

        return image;
    }

    private static float At(Image<float> image, int down, int right)
    {
        var (row, column) = ((image.Height / 2) + down, (image.Width / 2) + right);
        return row >= 0 && row < image.Height && column >= 0 && column < image.Width ? image[row, column] : float.NaN;
    }

    private static double Median(Image<float> image)
    {
        double[] finite = [.. image.Pixels.ToArray().Where(float.IsFinite).Select(p => (double)p)];
        return finite.Length == 0 ? 0 : RobustStatistics.Of(finite).Median;
    }
}
