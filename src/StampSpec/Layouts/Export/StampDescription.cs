using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;

namespace StampSpec.Layouts.Export;

/// <summary>
/// cut.json: everything that another program needs to know about an export, so that it can use the arrays without a guess.
/// </summary>
/// <param name="layout">What the stamps show.</param>
/// <param name="order">How they are normalised.</param>
/// <param name="format">How they are written.</param>
/// <param name="command">The command that made the export.</param>
internal sealed class StampDescription(StampLayout layout, NormalisationOrder order, StampFormat format, string command)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "cut.json";

    /// <summary>File of the position vectors, without extension.</summary>
    public const string Position = "position";

    /// <summary>File of the features, without extension.</summary>
    public const string Features = "features";

    /// <summary>File of the packet columns.</summary>
    public const string Columns = "columns.csv";

    private const string Float = "float32";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The text of the file.</summary>
    /// <param name="alerts">Number of alerts.</param>
    /// <param name="surveys">The surveys that they are from, which decide the unit of raw flux.</param>
    public string ToJson(long alerts, IReadOnlyCollection<SurveyKind> surveys)
    {
        var document = new
        {
            Version = ProductVersion.Number,
            Commit = ProductVersion.Commit,
            Command = command,
            Alerts = alerts,
            Rows = "every array has one row for each alert, in the order of the rows of index.csv",
            Layout = new { layout.Name, Definition = LayoutText.Of(layout) },
            Normalisation = new { Order = order.ToString().ToLowerInvariant(), Formula = StampConventions.NormalisationOf(order) },
            Missing = new { Nan = MeaningOfNan, Mask = StampConventions.MaskOf(order) },
            Arrays = layout.Images.SelectMany(kind => layout.ScalesOf(kind).SelectMany(scale => Entries(kind, scale, alerts, surveys))),
            Vectors = Vectors(alerts),
            Columns = layout.Columns.Count == 0 ? null : ColumnsOf(layout),
            Classifier = new { Inputs = Inputs(), Fill = Fill },
        };
        return JsonSerializer.Serialize(document, Options) + "\n";
    }

    private string MeaningOfNan =>
        (order, layout.KeepsRedundantCentres) switch
        {
            (NormalisationOrder.None, true) => "a missing pixel",
            (NormalisationOrder.None, false) => "a missing pixel, or a pixel of an omitted centre",
            (_, true) => "does not occur: a missing pixel is 0, and its mask is 1",
            _ => "a pixel of an omitted centre; a missing pixel is 0, and its mask is 1",
        };

    private string Fill =>
        order == NormalisationOrder.None
            ? "these stamps are raw; normalise them as the model's metadata say, then replace NaN by 0"
            : "stack the channels along the second axis, as float32";

    private IEnumerable<object> Entries(CutoutKind kind, int scale, long alerts, IReadOnlyCollection<SurveyKind> surveys)
    {
        var mask = StampConventions.MaskNameOf(kind, scale);
        var maskType = format == StampFormat.Npy && NpyStampWriter.MaskNumber(order) == NpyNumber.UInt8 ? "uint8" : Float;
        yield return new ArrayEntry(StampConventions.NameOf(kind, scale), kind, scale, Float)
        {
            File = FileOf(StampConventions.NameOf(kind, scale)),
            Hdu = HduOf(StampConventions.NameOf(kind, scale)),
            Shape = ShapeAt(scale, alerts),
            PixelScaleArcsec = layout.Scales[scale].PixelScaleArcsec,
            Unit = order == NormalisationOrder.None ? UnitOf(surveys) : "none (normalised)",
            Mask = mask,
            OmittedCentre = OmittedCentre(scale),
        };
        yield return new ArrayEntry(mask, kind, scale, maskType)
        {
            File = FileOf(mask),
            Hdu = HduOf(mask),
            Shape = ShapeAt(scale, alerts),
            PixelScaleArcsec = layout.Scales[scale].PixelScaleArcsec,
        };
    }

    private string FileOf(string name) => format == StampFormat.Npy ? name + ".npy" : "the alert's file in the column stamps of index.csv";

    private string? HduOf(string name) => format == StampFormat.Fits ? name.ToUpperInvariant() : null;

    private long[] ShapeAt(int scale, long alerts)
    {
        var pixels = layout.Scales[scale].Pixels;
        return format == StampFormat.Npy ? [alerts, pixels, pixels] : [pixels, pixels];
    }

    private object? OmittedCentre(int scale)
    {
        var pixels = layout.OmittedPixels(scale);
        return pixels == 0 ? null : new { Pixels = pixels, Rebuild = RebuildingOf(scale, layout.Scales[scale - 1].Pixels / pixels) };
    }

    private string RebuildingOf(int scale, int ratio)
    {
        var rule = order == NormalisationOrder.Before ? BinRule.Mean : layout.Bins;
        return order is NormalisationOrder.After or NormalisationOrder.Asinh
            ? "not possible from stamps that are normalised after they are cut: cut with --normalisation none, rebuild, then normalise"
            : FormattableString.Invariant(
                $"the {rule.ToString().ToLowerInvariant()} of each block of {ratio} x {ratio} pixels of scale {scale - 1}"
            );
    }

    private static string UnitOf(IReadOnlyCollection<SurveyKind> surveys) =>
        string.Join(" or ", surveys.Order().Select(s => s == SurveyKind.Lsst ? "nJy (LSST)" : "DN (ZTF)"));

    private IEnumerable<object> Vectors(long alerts)
    {
        yield return new
        {
            Name = Position,
            File = Position + ".npy",
            Shape = new[] { alerts, AlertVectors.PositionLength },
            Dtype = Float,
            Formula = StampConventions.Position,
        };
        if (layout.FeatureLength > 0)
        {
            yield return new
            {
                Name = Features,
                File = Features + ".npy",
                Shape = new[] { alerts, layout.FeatureLength },
                Dtype = Float,
                Content = layout.Features.Select(f => new
                {
                    f.Kind,
                    f.Length,
                    Settings = f.Settings.ToDictionary(s => s.Key, s => s.Value),
                }),
            };
        }
    }

    private static object ColumnsOf(StampLayout layout) =>
        new
        {
            File = Columns,
            Missing = "an empty field",
            Content = layout.Columns.Select(c => new
            {
                c.Name,
                c.Type,
                Field = c.Type == ColumnType.Derived ? null : c.Field,
            }),
            Formula = StampConventions.Columns,
        };

    private IEnumerable<object> Inputs() =>
        [
            .. Enumerable
                .Range(0, layout.Scales.Count)
                .Select(scale => new { Name = StampConventions.InputOf(scale), Channels = StampConventions.ChannelsOf(layout, scale) }),
            new { Name = Position, Array = Position },
            .. layout.FeatureLength > 0 ? [new { Name = Features, Array = Features }] : Array.Empty<object>(),
            .. layout.Columns.Count > 0 ? [new { Name = "columns", File = Columns }] : Array.Empty<object>(),
        ];

    /// <summary>One array of images or masks; an image names its mask, and a mask names none.</summary>
    private sealed record ArrayEntry(string Name, CutoutKind Image, int Scale, string Dtype)
    {
        public required string File { get; init; }

        public string? Hdu { get; init; }

        public required long[] Shape { get; init; }

        public double PixelScaleArcsec { get; init; }

        public string? Unit { get; init; }

        public string? Mask { get; init; }

        public object? OmittedCentre { get; init; }
    }
}
