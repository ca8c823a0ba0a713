using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Tests.Fuzzing.Engine;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

/// <summary>Cutouts at a chip's edge: the remaining pixels must have the same positions around the detection as on the chip.</summary>
public sealed class EdgeCutoutTests
{
    private const int Columns = 3072;
    private const int Rows = 3080;

    /// <summary>
    /// Positions far from every edge, just closer and just farther than a cutout from each edge, on the first and last pixels, and at
    /// corners.
    /// </summary>
    [Theory]
    [InlineData(1500.4, 1500.6)]
    [InlineData(31.4, 1500)]
    [InlineData(31.6, 1500)]
    [InlineData(1, 1500)]
    [InlineData(3041.4, 1500)]
    [InlineData(3041.6, 1500)]
    [InlineData(3055.667, 2216.923)]
    [InlineData(3072, 1500)]
    [InlineData(1500, 0.6)]
    [InlineData(2875.636, 19.778)]
    [InlineData(1500, 3049.4)]
    [InlineData(1500, 3049.6)]
    [InlineData(2298.272, 3063.774)]
    [InlineData(1500, 3080.4)]
    [InlineData(12.3, 7.7)]
    [InlineData(3070.2, 3061.2)]
    public void Every_pixel_of_a_cutout_is_the_one_at_its_place_beside_the_detection(double xpos, double ypos)
    {
        var (column, row) = ((int)Math.Round(xpos), (int)Math.Round(ypos));
        var alert = Read(CutFromChip(column, row), xpos, ypos);
        Assert.Null(alert.Note);
        Assert.All(Enum.GetValues<CutoutKind>(), kind =>
        {
            var flux = alert[kind].Flux;
            Assert.Equal((63, 63), (flux.Width, flux.Height));
            for (var j = 0; j < 63; j++)
            {
                for (var i = 0; i < 63; i++)
                {
                    Assert.Equal(OnChip(column - 31 + i, row - 31 + j) ?? float.NaN, flux[j, i]);
                }
            }
        });
    }

    /// <summary>Halfway between two pixels, the survey may have taken either; the cutout's size shows which.</summary>
    [Theory]
    [InlineData(24.5, 24)]
    [InlineData(24.5, 25)]
    [InlineData(3050.5, 3050)]
    [InlineData(3050.5, 3051)]
    public void A_position_halfway_between_two_pixels_is_rounded_as_the_size_of_the_cutout_shows(double xpos, int column)
    {
        var alert = Read(CutFromChip(column, 1500), xpos, 1500);
        Assert.Null(alert.Note);
        Assert.Equal(OnChip(column, 1500), alert.Science.Flux[31, 31]);
    }

    [Theory]
    [InlineData(48, 63, null, null, 7, 0, "48 of 63 columns, and the packet has no xpos")]
    [InlineData(48, 63, float.NaN, 1500f, 7, 0, "48 of 63 columns, and the packet has no xpos")]
    [InlineData(63, 48, 20f, null, 0, 7, "48 of 63 rows, and the packet has no ypos")]
    [InlineData(48, 63, 1500f, 1500f, 7, 0, "48 of 63 columns, and xpos is 1500, which does not explain that")]
    [InlineData(63, 48, 1500f, 3063f, 0, 7, "48 of 63 rows, and ypos is 3063, which does not explain that")]
    [InlineData(48, 20, 3056f, null, 0, 21, "20 of 63 rows, and the packet has no ypos")]
    public void A_cutout_whose_missing_side_is_not_known_is_centred_and_the_alert_says_so(
        int width,
        int height,
        float? xpos,
        float? ypos,
        int left,
        int below,
        string reason
    )
    {
        var alert = Read(ZtfPacketFile.Ramp(width, height), xpos, ypos);
        Assert.Equal(width * height, alert.Template.Flux.Pixels.ToArray().Count(float.IsFinite));
        Assert.Equal(0f, alert.Template.Flux[below, left]);
        Assert.Equal((100f * (height - 1)) + width - 1, alert.Template.Flux[below + height - 1, left + width - 1]);
        Assert.Equal(("alert.edge-side", DiagnosticSeverity.Warning), (alert.Note!.Code, alert.Note.Severity));
        Assert.Equal("cutoutScience.stampData", alert.Note.Path);
        Assert.Contains(reason, alert.Note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_note_names_the_cutout_that_cannot_be_placed()
    {
        var record = Record(ZtfPacketFile.Ramp(63, 63), null, null);
        record["cutoutDifference"] = ZtfPacketFile.Cutout(ZtfPacketFile.StampData(ZtfPacketFile.Ramp(60, 63)));
        Assert.Equal("cutoutDifference.stampData", Read(record).Note!.Path);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(3060f, 5f)]
    public void A_whole_cutout_is_read_as_it_is_wherever_it_lies(float? xpos, float? ypos)
    {
        var alert = Read(ZtfPacketFile.Ramp(63, 63), xpos, ypos);
        Assert.Null(alert.Note);
        Assert.Equal(ZtfPacketFile.Ramp(63, 63).Pixels.ToArray(), alert.Science.Flux.Pixels.ToArray());
    }

    [Fact]
    public void Commands_count_the_alerts_whose_cutouts_could_not_be_placed()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["alerts"]);
        File.WriteAllBytes(folder["model.onnx"], ModelTargets.Model());
        Write(folder["alerts", "1.avro"], Record(ZtfPacketFile.Ramp(48, 63), null, null, candid: 1));
        Write(folder["alerts", "2.avro"], Record(CutFromChip(3060, 1500), 3060, 1500, candid: 2));
        AssertSaid("cut", "ztf-full", folder["alerts"], "--out", folder["stamps"]);
        AssertSaid("classify", folder["model.onnx"], folder["alerts"]);
        AssertSaid("simulate", folder["alerts"], "--out", folder["simulated"]);
        AssertSaid("budget", "ztf-cropped", "--data", folder["alerts"]);
        File.Delete(folder["alerts", "1.avro"]);
        Assert.Equal("1 alerts cut, 0 skipped\n", CommandLine.Run("cut", "ztf-full", folder["alerts"], "--out", folder["placed"]).Error);

        static void AssertSaid(params string[] command) =>
            Assert.Contains(
                "1 alert has cutouts at a chip's edge whose xpos and ypos do not show which side is missing",
                CommandLine.Run(command).Error,
                StringComparison.Ordinal
            );
    }

    /// <summary>A unique value for each pixel of the chip, counted from 1; null outside the chip.</summary>
    private static float? OnChip(int column, int row) =>
        column is >= 1 and <= Columns && row is >= 1 and <= Rows ? ((row - 1) * Columns) + column - 1 : null;

    /// <summary>The cutout that the survey ships: the 63 x 63 pixels around a pixel, without those outside the chip.</summary>
    private static Image<float> CutFromChip(int column, int row)
    {
        var (left, right) = (Math.Max(1, column - 31), Math.Min(Columns, column + 31));
        var (below, above) = (Math.Max(1, row - 31), Math.Min(Rows, row + 31));
        var image = new Image<float>(right - left + 1, above - below + 1);
        for (var j = 0; j < image.Height; j++)
        {
            for (var i = 0; i < image.Width; i++)
            {
                image[j, i] = OnChip(left + i, below + j)!.Value;
            }
        }

        return image;
    }

    private static AvroRecord Record(Image<float> cutout, double? xpos, double? ypos, long candid = 7)
    {
        var record = ZtfPacketFile.Record(candid);
        var candidate = (AvroRecord)record["candidate"]!;
        (candidate["xpos"], candidate["ypos"]) = ((float?)xpos, (float?)ypos);
        foreach (var field in new[] { "cutoutScience", "cutoutTemplate", "cutoutDifference" })
        {
            record[field] = ZtfPacketFile.Cutout(ZtfPacketFile.StampData(cutout));
        }

        return record;
    }

    private static Alert Read(Image<float> cutout, double? xpos, double? ypos) => Read(Record(cutout, xpos, ypos));

    private static Alert Read(AvroRecord record)
    {
        using var folder = new TemporaryFolder();
        Write(folder["7.avro"], record);
        var reading = Assert.Single(AlertFiles.Read([folder["7.avro"]]));
        Assert.Null(reading.Problem);
        return reading.Alert!;
    }

    private static void Write(string path, AvroRecord record) => File.WriteAllBytes(path, ZtfPacketFile.Container([record]));
}
