using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Specification;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Layouts;

/// <summary>Columns of packets: the catalogue, their bytes, and their values in packets that were read.</summary>
public sealed class PacketColumnTests : IDisposable
{
    private const string Layout = "name: mine\nimages: none\ncolumns: [magpsf, sharpnr, isdiffpos, ecliptic-latitude]\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_name_means_one_column_or_one_set_and_sets_name_columns_of_one_survey()
    {
        string[] names = [.. PacketColumns.All.Select(c => c.Name), .. PacketColumns.Sets.Keys];
        Assert.Equal(names.Distinct(), names);
        Assert.All(PacketColumns.Sets.Values, set =>
            Assert.InRange(set.Select(c => c.Survey).OfType<SurveyKind>().Distinct().Count(), 0, 1)
        );
        Assert.All(PacketColumns.Sets.Values.SelectMany(set => set), column => Assert.Null(column.BehindLabels));
        Assert.Equal(
            ["rb", "ssdistnr", "ssnamenr", "ssmagnr", "drb"],
            PacketColumns.Of(SurveyKind.Ztf).Where(c => c.BehindLabels is not null).Select(c => c.Name)
        );
    }

    [Theory]
    [InlineData("magpsf", 4)]
    [InlineData("fwhm", 5)]
    [InlineData("scorr", 9)]
    [InlineData("ndethist", 2)]
    [InlineData("isdiffpos", 2)]
    [InlineData("colour-g-r", 8)]
    [InlineData("galactic-latitude", 0)]
    [InlineData("diaSource.isNegative", 2)]
    public void A_column_costs_the_bytes_of_its_type_and_one_more_if_it_may_be_null(string name, int bytes) =>
        Assert.Equal(bytes, PacketColumns.ByName[name].Bytes);

    [Fact]
    public void A_layout_counts_its_columns_but_a_packet_already_contains_them()
    {
        // 16 floats that may be null, 2 that may not, 2 ints of 2 bytes, 2 of 1 byte that may be null, a flag of 2 bytes.
        var (columns, both) = (LayoutLibrary.Load("ztf-columns"), LayoutLibrary.Load("ztf-multiscale-columns"));
        Assert.Equal((16 * 5) + (2 * 4) + (2 * 2) + (2 * 2) + 2, columns.RawBytes);
        Assert.Equal(LayoutLibrary.Load("ztf-multiscale").RawBytes + columns.RawBytes, both.RawBytes);
        var rows = CommandLine.Run("budget", "ztf-multiscale", "ztf-multiscale-columns", "--format", "csv").Output.Split('\n');
        var packet = Array.IndexOf(rows[0].Split(','), "bytes_packet");
        Assert.Equal(rows[1].Split(',')[packet], rows[2].Split(',')[packet]);
    }

    [Fact]
    public void A_cut_writes_the_columns_with_empty_fields_where_they_are_missing_and_warns_of_empty_columns()
    {
        File.WriteAllText(_folder["mine.yaml"], Layout);
        var packets = Synthesised();
        var result = CommandLine.Run("cut", _folder["mine.yaml"], packets, "--out", _folder["cut"]);
        Assert.Equal(
            (0, "warning cut.columns: no alert has a value of sharpnr, so its column in columns.csv is empty\n3 alerts cut, 0 skipped\n"),
            (result.ExitCode, result.Error)
        );
        var lines = File.ReadAllLines(_folder["cut", "columns.csv"]);
        Assert.Equal("row,candid,magpsf,sharpnr,isdiffpos,ecliptic-latitude", lines[0]);
        var alerts = AlertFiles.Read([packets]).Select(r => r.Alert!).ToArray();
        Assert.Equal(
            alerts.Select(
                (a, row) =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{row},{a.Candid},{(float)a.MagnitudePsf!},,{(a.IsPositive == true ? 1 : 0)},"
                            + $"{SkyLatitude.EclipticDeg(a.RightAscensionDeg, a.DeclinationDeg)}"
                    )
            ),
            lines[1..]
        );
        Assert.Contains("\"file\": \"columns.csv\"", File.ReadAllText(_folder["cut", "cut.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Packets_of_another_survey_are_counted_and_refused_with_the_survey_that_has_the_column()
    {
        File.WriteAllText(_folder["mine.yaml"], "name: mine\nimages: none\ncolumns: [diaSource.snr]\n");
        var result = CommandLine.Run("cut", _folder["mine.yaml"], Synthesised(), "--out", _folder["cut"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "error alert.columns: diaSource.snr is a column of Rubin packets, but this is a packet of ZTF; this is the first of 3 such "
                + "alerts (at diaSource.snr); use a layout with columns of ZTF, or alerts of Rubin\n",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(_folder["cut"]) && Directory.EnumerateFileSystemEntries(_folder["cut"]).Any());
    }

    [Fact]
    public void An_alert_that_was_not_read_from_a_packet_has_no_columns()
    {
        var alert = AlertFiles.Read([Synthesised()]).First().Alert! with { Columns = null };
        Assert.Equal(
            "error alert.columns: the alert was not read from a packet, so its columns are unknown (at candidate.magpsf); read the alert "
                + "from its packet",
            PacketColumns.ByName["magpsf"].ProblemIn(alert)!.ToString()
        );
        Assert.True(double.IsNaN(PacketColumns.ByName["magpsf"].ValueIn(alert)));
    }

    /// <summary>The poles and the centre of the Galaxy, and of the ecliptic.</summary>
    [Theory]
    [InlineData(192.85948, 27.12825, 90, 29.81)]
    [InlineData(266.405, -28.936, 0, -5.54)]
    [InlineData(270, 66.56071, 29.81, 90)]
    public void Latitudes_are_those_of_known_directions(double ra, double dec, double galactic, double ecliptic)
    {
        Assert.Equal(galactic, SkyLatitude.GalacticDeg(ra, dec), 0.01);
        Assert.Equal(ecliptic, SkyLatitude.EclipticDeg(ra, dec), 0.01);
    }

    /// <summary>The label table lists some columns of each packet, written by another reader.</summary>
    [SkippableFact]
    public void Columns_of_real_packets_are_those_that_another_reader_found()
    {
        var rows = SharedIndex.Ztf().ToDictionary(r => long.Parse(r["candid"], CultureInfo.InvariantCulture));
        string[] names = ["magpsf", "rb", "ssdistnr", "sgscore1", "distpsnr1", "ndethist"];
        var alerts = AlertFiles
            .Read([Repository.SharedPath("data", "ztf")])
            .Select(r => r.Alert!)
            .Where(a => rows.ContainsKey(a.Candid))
            .ToArray();
        Assert.True(alerts.Length > 1000);
        var differing = alerts
            .SelectMany(a => names.Select(n => (a.Candid, n, Read: PacketColumns.ByName[n].ValueIn(a), Row: Listed(rows[a.Candid][n]))))
            .Where(v => !(double.IsNaN(v.Read) && double.IsNaN(v.Row)) && !(Math.Abs(v.Read - v.Row) <= 1e-5 * Math.Abs(v.Row)));
        Assert.Empty(differing);
        Assert.Contains(alerts, a => double.IsFinite(PacketColumns.ByName["colour-g-r"].ValueIn(a)));
        Assert.All(alerts, a => Assert.Null(AlertVectors.ColumnProblem(LayoutLibrary.Load("ztf-columns"), a)));

        static double Listed(string field) =>
            double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is not (-999 or -99999)
                ? number
                : double.NaN;
    }

    private string Synthesised()
    {
        Assert.Equal(0, CommandLine.Run("synthesize", "--out", _folder["alerts"], "--alerts", "3", "--seed", "7").ExitCode);
        return Path.GetDirectoryName(Directory.GetFiles(_folder["alerts"], "*.avro", SearchOption.AllDirectories)[0])!;
    }
}
