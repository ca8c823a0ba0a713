using StampSpec.Tests.Alerts;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Cli;

/// <summary>Inputs without an end, and inputs that can be opened only once.</summary>
public sealed class EndlessInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("validate /dev/zero", "/dev/zero: error spec.too-large: a spec is at most 4 MiB\n")]
    [InlineData(
        "classify /dev/zero alerts",
        "/dev/zero:byte 1: error model.unreadable: the file is not an ONNX model: Protocol message contained an invalid tag (zero).\n"
    )]
    [InlineData(
        "resample /dev/zero o --source-psf gaussian:2 --target-psf gaussian:3 --source-scale 1 --target-scale 1 --target-pixels 9",
        "/dev/zero:byte 0: error fits.signature: this is not a FITS file: it does not start with SIMPLE =; give a FITS file, compressed "
            + "with gzip or not\n"
    )]
    [InlineData(
        "budget rubin-full --packet /dev/zero",
        "/dev/zero: error budget.packet: the file has more than 67108864 bytes, the limit for one alert; give an alert, or a container, a "
            + "Parquet table, an archive or a folder of alerts\n"
    )]
    public void A_device_without_an_end_is_refused(string line, string expected)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "there is no /dev/zero");
        var result = CommandLine.Run(line.Split(' '));
        Assert.Equal(
            (2, expected),
            (result.ExitCode, result.Output + (line.StartsWith("validate", StringComparison.Ordinal) ? "" : result.Error))
        );
    }

    [SkippableFact]
    public void A_spec_may_come_through_a_pipe()
    {
        using var pipe = new NamedPipe(_folder["pipe"], Repository.PathOf("specs", "layouts", "rubin-proposal.yaml"));
        var result = CommandLine.Run("validate", _folder["pipe"]);
        Assert.Equal((0, "", "1 file, 0 errors, 0 warnings\n"), (result.ExitCode, result.Output, result.Error));
    }
}
