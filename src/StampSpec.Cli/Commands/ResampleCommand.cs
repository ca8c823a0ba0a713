using System.CommandLine;
using System.Globalization;
using StampSpec.Cli.Output;
using StampSpec.Common;
using StampSpec.Formats.Fits;
using StampSpec.Imaging.Psf;
using StampSpec.Imaging.Resampling;
using StampSpec.Imaging.Simulation;
using StampSpec.Specs;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec resample IN.fits OUT.fits</c>: resamples one image from one PSF and pixel grid to another.</summary>
internal static class ResampleCommand
{
    // For one image, accuracy in the far wings is more important than milliseconds.
    private const double AccuratePadding = 3;

    private static readonly Argument<FileInfo> Input = new("IN.fits")
    {
        Description = "Image to resample: flux per pixel; missing pixels are NaN.",
    };

    private static readonly Argument<FileInfo> Target = new("OUT.fits") { Description = "File for the result (float64)." };
    private static readonly Option<string> SourcePsf = Psf("--source-psf", "Effective PSF of the input");
    private static readonly Option<string> TargetPsf = Psf("--target-psf", "Effective PSF of the result");
    private static readonly Option<double> SourceScale = PixelScale("--source-scale", "Pixel scale of the input, arcsec.");
    private static readonly Option<double> TargetScale = PixelScale("--target-scale", "Pixel scale of the result, arcsec.");

    private static readonly Option<int> TargetPixels = QuantityOption.Required<int>(
        "--target-pixels",
        "N",
        "Pixels a side of the result.",
        Quantity.Whole(1, 8192)
    );

    private static readonly Option<double> Dilate = QuantityOption.WithDefault(
        "--dilate",
        "FACTOR",
        "Factor on all angles of the input, including its pixels and its PSF; fluxes do not change.",
        new Quantity(0.001, 1000),
        1.0
    );

    private static readonly Option<bool> Linear = new("--linear")
    {
        Description =
            "Resample all light with the linear kernel. Without this option, compact sources are fitted and drawn again, which "
            + "removes the aliasing of the input's sampling.",
    };

    private static readonly Option<bool> Fresh = FreshOption.Create();

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command("resample", "Resample an image from one PSF and pixel grid to another, in Fourier space.")
        {
            Input,
            Target,
            SourcePsf,
            SourceScale,
            TargetPsf,
            TargetScale,
            TargetPixels,
            Dilate,
            Linear,
            Fresh,
        };
        command.SetAction(parsed => Run(parsed));
        return command;
    }

    private static void Run(ParseResult parsed)
    {
        var target = parsed.GetRequiredValue(Target);
        FreshOption.RequireFolderOf(target.ToString());
        FreshOption.RequireNew(target, parsed.GetValue(Fresh));
        var problems = new List<Diagnostic>();
        var source = Attempted(SourcePsf.Name, () => PsfNotation.Parse(parsed.GetRequiredValue(SourcePsf)), problems);
        var goal = Attempted(TargetPsf.Name, () => PsfNotation.Parse(parsed.GetRequiredValue(TargetPsf)), problems);
        var image = Attempted(null, () => FitsImageReader.LoadFirst(parsed.GetRequiredValue(Input).ToString()), problems);
        if (source is null || goal is null || image is null)
        {
            throw new InvalidInputException(problems);
        }

        var resampler = new Resampler(Plan(parsed, image.Width, image.Height, source, goal));
        var result = parsed.GetValue(Linear) ? resampler.Resample(image) : new CompactSourceCorrection(resampler).Resample(image);
        StateDeconvolution(resampler.Plan, parsed.InvocationConfiguration.Error);
        var file = FitsWriter.Write(new FitsImageHdu(FitsImage.From(result), Cards(parsed)));
        AtomicFile.Write(target.FullName, file);
    }

    private static void StateDeconvolution(ResamplingPlan plan, TextWriter error)
    {
        var source = plan.SourcePsf.Dilated(plan.Dilation);
        if (plan.TargetPsf.FwhmArcsec < source.FwhmArcsec)
        {
            var cost = DeconvolutionCost.Of(source, plan.SourceGrid.PixelScaleArcsec * plan.Dilation, plan.TargetPsf);
            error.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the target PSF is narrower than the source PSF, so this is a deconvolution: noise gain {cost.NoiseGain:0.0}, "
                        + $"lost power {cost.LostPower:0.0 %}"
                )
            );
        }
    }

    /// <summary>A value of the command line; null if it is wrong, which is then a problem at the option.</summary>
    private static T? Attempted<T>(string? option, Func<T> read, List<Diagnostic> problems)
        where T : class
    {
        try
        {
            return read();
        }
        catch (InvalidInputException wrong)
        {
            problems.AddRange(wrong.Diagnostics.Select(d => d with { File = d.File ?? option }));
            return null;
        }
    }

    private static ResamplingPlan Plan(ParseResult parsed, int width, int height, PointSpreadFunction source, PointSpreadFunction target)
    {
        var pixels = parsed.GetValue(TargetPixels);
        return new ResamplingPlan(
            new PixelGrid(width, height, parsed.GetValue(SourceScale)),
            source,
            new PixelGrid(pixels, pixels, parsed.GetValue(TargetScale)),
            target
        )
        {
            Dilation = parsed.GetValue(Dilate),
            PaddingFactor = AccuratePadding,
        };
    }

    private static IReadOnlyList<FitsCard> Cards(ParseResult parsed) =>
        [
            FitsCard.Real("PIXSCALE", parsed.GetValue(TargetScale), "arcsec per pixel"),
            FitsCard.Text("PSF", parsed.GetRequiredValue(TargetPsf), "effective PSF, arcsec"),
            FitsCard.Text("SRCPSF", parsed.GetRequiredValue(SourcePsf), "effective PSF of the input, arcsec"),
            FitsCard.Real("SRCSCALE", parsed.GetValue(SourceScale), "arcsec per pixel of the input"),
            FitsCard.Real("DILATE", parsed.GetValue(Dilate), "factor on the angles of the input"),
        ];

    private static Option<string> Psf(string name, string what) =>
        new(name)
        {
            HelpName = "PSF",
            Description =
                what
                + ": gaussian:FWHM, moffat:FWHM:BETA, kolmogorov:FWHM or double-gaussian:CORE:HALO:FRACTION (arcsec), optionally :e1,e2.",
            Required = true,
        };

    private static Option<double> PixelScale(string name, string description) =>
        QuantityOption.Required<double>(name, "ARCSEC", description, Quantity.Arcsec(double.PositiveInfinity));
}
