using System.CommandLine;
using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Cli.Output;
using StampSpec.Common;
using StampSpec.Layouts.Specification;
using StampSpec.Reports;

namespace StampSpec.Cli.Commands;

/// <summary>The options of <c>stampspec inspect</c> that draw one alert.</summary>
internal sealed class InspectPicture
{
    private const string Extension = ".png";
    private const int ListedCandids = 5;

    private readonly Option<string?> _png = new("--png")
    {
        HelpName = "FILE.png",
        Description = "Draw the science, template and difference cutouts of one alert: the first one, unless --candid names another.",
    };

    private readonly Option<string?> _layout = new("--layout")
    {
        HelpName = "NAME|FILE",
        Description = "Draw also the outlines of this layout's scales on the cutouts, and its stamps below them.",
    };

    private readonly Option<long?> _candid = new("--candid") { HelpName = "N", Description = "The alert to draw." };

    private readonly Option<bool> _fresh = FreshOption.Create();

    /// <summary>Adds the options to the command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _png, _layout, _candid, _fresh })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether the command line asks for a picture.</summary>
    /// <exception cref="InvalidInputException">An option needs a picture that is not asked for.</exception>
    public bool IsWanted(ParseResult parsed)
    {
        var without =
            parsed.GetValue(_png) is not null ? null
            : parsed.GetValue(_layout) is not null ? "--layout"
            : parsed.GetValue(_candid) is not null ? "--candid"
            : null;
        return without is null
            ? parsed.GetValue(_png) is not null
            : throw InvalidInputException.Of("inspect.no-picture", $"{without} applies only to a picture", fix: "add --png FILE.png");
    }

    /// <summary>Draws the alert and says which one it is.</summary>
    /// <exception cref="InvalidInputException">There is no such alert or layout, or the file cannot be written there.</exception>
    public int Draw(ParseResult parsed, IReadOnlyList<string> paths, AlertReadingOptions options)
    {
        var (png, candid, error) = (parsed.GetValue(_png)!, parsed.GetValue(_candid), parsed.InvocationConfiguration.Error);
        RequireWritable(png, parsed.GetValue(_fresh));
        var layout = parsed.GetValue(_layout) is { } name ? LayoutLibrary.Load(name) : null;
        var (reading, isOnly) = Find(AlertFiles.Read(paths, options), candid, error);
        AtomicFile.Write(png, AlertGallery.Picture(reading.Alert!, layout));
        var which = isOnly ? "" : "; it is the first alert, and --candid N draws another";
        error.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{png} shows candid {reading.Alert!.Candid} of {reading.Alert.ObjectId}, ")
                + $"from {reading.Source}{which}"
        );
        return ExitCode.Done;
    }

    private static void RequireWritable(string png, bool isFresh)
    {
        if (!png.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
        {
            throw InvalidInputException.Of(
                "inspect.png",
                "the picture is a PNG file, whose name must end in .png",
                file: png,
                fix: $"write --png {Path.ChangeExtension(png, Extension)}"
            );
        }

        FreshOption.RequireFolderOf(png);
        FreshOption.RequireNew(new FileInfo(png), isFresh);
    }

    // Reading stops at the alert, or one alert later to know whether there are several.
    private static (AlertReading Reading, bool IsOnly) Find(IEnumerable<AlertReading> readings, long? candid, TextWriter error)
    {
        using var alerts = Readable(readings, error).GetEnumerator();
        var others = new List<long>();
        var count = 0L;
        while (alerts.MoveNext())
        {
            var found = alerts.Current;
            if (candid is null || found.Alert!.Candid == candid)
            {
                return (found, candid is not null || !alerts.MoveNext());
            }

            count++;
            if (others.Count < ListedCandids)
            {
                others.Add(found.Alert.Candid);
            }
        }

        throw NotFound(candid, others, count);
    }

    private static IEnumerable<AlertReading> Readable(IEnumerable<AlertReading> readings, TextWriter error)
    {
        foreach (var reading in readings)
        {
            if (reading.Alert is not null)
            {
                yield return reading;
            }
            else
            {
                error.WriteLine(reading.Problem);
            }
        }
    }

    private static InvalidInputException NotFound(long? candid, List<long> others, long count) =>
        candid is null || count == 0
            ? InvalidInputException.Of("inspect.no-alert", "no packet could be read, so there is no alert to draw")
            : InvalidInputException.Of(
                "inspect.candid",
                FormattableString.Invariant($"no alert has the candid {candid}; {count} alerts were read"),
                fix: FormattableString.Invariant($"write one of {string.Join(", ", others)}{(count > others.Count ? ", ..." : "")}")
            );
}
