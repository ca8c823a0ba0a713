using System.Globalization;
using StampSpec.Alerts.Reading;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

/// <summary><c>stampspec inspect --png</c> draws one alert.</summary>
public sealed class InspectPictureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly long[] _candids;

    public InspectPictureTests()
    {
        Assert.Equal(0, CommandLine.Run("synthesize", "--out", _folder["sky"], "--alerts", "3", "--seed", "7").ExitCode);
        _candids = [.. AlertFiles.Read([Alerts]).Select(r => r.Alert!.Candid)];
    }

    private string Alerts => _folder["sky", "alerts"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_alert_is_drawn_and_named()
    {
        var (png, packet) = (_folder["a.png"], AlertFiles.Read([Alerts]).First());
        var result = CommandLine.Run("inspect", Alerts, "--png", png);
        Assert.Equal(
            (
                0,
                "",
                $"{png} shows candid {_candids[0]} of {packet.Alert!.ObjectId}, from {packet.Source}; "
                    + "it is the first alert, and --candid N draws another\n"
            ),
            (result.ExitCode, result.Output, result.Error)
        );
        var (width, height) = SizeOf(png);
        // 180 mm at 300 dots per inch.
        Assert.Equal(2126, width);
        Assert.InRange(height, 700, 1100);
    }

    [Fact]
    public void A_layout_adds_a_row_of_stamps_and_a_candid_chooses_the_alert()
    {
        var candid = _candids[2].ToString(CultureInfo.InvariantCulture);
        var plain = CommandLine.Run("inspect", Alerts, "--png", _folder["plain.png"], "--candid", candid);
        Assert.StartsWith($"{_folder["plain.png"]} shows candid {candid} of ", plain.Error, StringComparison.Ordinal);
        Assert.EndsWith($"{candid}.avro\n", plain.Error, StringComparison.Ordinal);
        Assert.Equal(
            0,
            CommandLine.Run("inspect", Alerts, "--png", _folder["stamps.png"], "--candid", candid, "--layout", "ztf-multiscale").ExitCode
        );
        Assert.True(SizeOf(_folder["stamps.png"]).Height > SizeOf(_folder["plain.png"]).Height + 600);
    }

    [Fact]
    public void Another_candid_is_refused_with_those_that_there_are() =>
        AssertRefused(
            $"error inspect.candid: no alert has the candid 7; 3 alerts were read; write one of {string.Join(", ", _candids)}",
            "--png",
            _folder["a.png"],
            "--candid",
            "7"
        );

    [Fact]
    public void A_layout_that_is_unknown_or_finer_than_the_alert_is_refused()
    {
        AssertRefused(
            "error layout.unknown: there is no layout called ztf-multiscal, and no file of this name; did you mean ztf-multiscale?",
            "--png",
            _folder["a.png"],
            "--layout",
            "ztf-multiscal"
        );
        AssertRefused(
            "error layout.finer-than-native: rubin-proposal has pixels of 0.2 arcsec, finer than the native 1.01 arcsec; cutting cannot "
                + "add detail; use a pixel scale of at least 1.01 arcsec, or bring ZTF's alerts to LSST's resolution first "
                + "(dataset.simulate in a study, or stampspec simulate)",
            "--png",
            _folder["a.png"],
            "--layout",
            "rubin-proposal"
        );
    }

    [Fact]
    public void Options_of_a_picture_need_a_picture()
    {
        AssertRefused("error inspect.no-picture: --layout applies only to a picture; add --png FILE.png", "--layout", "ztf-full");
        AssertRefused("error inspect.no-picture: --candid applies only to a picture; add --png FILE.png", "--candid", "7");
    }

    [Fact]
    public void A_file_of_another_kind_or_in_no_folder_is_refused()
    {
        AssertRefused(
            $"{_folder["a.jpg"]}: error inspect.png: the picture is a PNG file, whose name must end in .png; write --png "
                + $"{_folder["a.png"]}",
            "--png",
            _folder["a.jpg"]
        );
        AssertRefused(
            $"{_folder["none", "a.png"]}: error output.no-folder: the file cannot be written, because its folder does not exist; "
                + "create the folder, or give a file in another one",
            "--png",
            _folder["none", "a.png"]
        );
    }

    private static (int Width, int Height) SizeOf(string png)
    {
        var header = File.ReadAllBytes(png).AsSpan(16, 8);
        return (
            System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header),
            System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header[4..])
        );
    }

    private void AssertRefused(string message, params string[] options)
    {
        var result = CommandLine.Run(["inspect", Alerts, .. options]);
        Assert.Equal((2, message + "\n"), (result.ExitCode, result.Error));
        Assert.False(File.Exists(_folder["a.png"]));
    }
}
