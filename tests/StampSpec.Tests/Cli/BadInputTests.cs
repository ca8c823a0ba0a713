using StampSpec.Tests.Support;

namespace StampSpec.Tests.Cli;

/// <summary>What a user sees after a mistake: the whole message, which says what is wrong, where, and what to write instead.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Drawing = "reading the alerts, and drawing 12,000 synthetic alerts for pretraining\n";

    private const string Resample = "--source-scale 1 --target-psf gaussian:3 --target-scale 1 --target-pixels 9";

    private const string NoneOfOne = "error cut.no-alerts: none of 1 alerts could be cut; nothing was written";

    private const string NativeScale =
        "error layout.finer-than-native: rubin-proposal has pixels of 0.2 arcsec, finer than the native 1.01 arcsec; cutting cannot add "
        + "detail; this is the first of 2 such alerts; use a pixel scale of at least 1.01 arcsec, or bring ZTF's alerts to LSST's "
        + "resolution first (dataset.simulate in a study, or stampspec simulate)";

    private readonly TemporaryFolder _folder = new();

    public BadInputTests()
    {
        Directory.CreateDirectory(_folder["empty"]);
        Directory.CreateDirectory(_folder["full"]);
        File.WriteAllText(_folder["full", "mine.txt"], "mine");
        File.WriteAllBytes(_folder["binary.avro"], "Obj\u0001\u0004\u0016avro.codec\u0008null\u0000"u8);
        File.WriteAllText(_folder["image.fits"], "no image");
        File.WriteAllText(_folder["text.avro"], "no packet");
        File.WriteAllText(_folder["short.avro"], "O");
        File.WriteAllText(_folder["text.parquet"], "no table");
        File.WriteAllBytes(_folder["nothing.avro"], []);
        File.WriteAllBytes(_folder["nothing.parquet"], []);
        File.WriteAllBytes(_folder["nothing.fits"], []);
        File.WriteAllBytes(_folder["latin.csv"], [.. "candid,class,group\n1,sn,caf"u8, 0xE9, .. "\n"u8]);
        File.WriteAllText(_folder["tab.yaml"], "name: x\n\tpixels: 16\n");
        File.WriteAllText(_folder["units.yaml"], "name: x\npixels: 16kB\npixel-scale: 0.2 px\n");
        File.WriteAllText(_folder["semicolons.csv"], "Candid;Class;Group\n1;sn;a\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("budgt dmtn-102", "error: there is no command called budgt; did you mean budget?\nsee 'stampspec --help'")]
    [InlineData(
        "budget --fit 4 kb",
        "error budget.unit: kb after --fit 4 is a unit, and a unit follows its number without a space; write --fit 4kB"
    )]
    [InlineData(
        "budget --fit 4mb",
        "error: --fit is '4mb'; mb is not a unit that it takes; did you mean MB?\nsee 'stampspec budget --help'"
    )]
    [InlineData(
        "budget dmtn102",
        "error layout.unknown: there is no layout called dmtn102, and no file of this name; did you mean dmtn-102?"
    )]
    [InlineData(
        "plan dmtn-102",
        "error study.unknown: dmtn-102 is neither the name of a study nor a file; dmtn-102 is a layout; name a study that contains it, or "
            + "compute its bytes with stampspec budget dmtn-102"
    )]
    [InlineData(
        "study quickstart --shard 3/2",
        "error study.shard: --shard is 3/2, which is not a part I of N; write, for example, --shard 2/4"
    )]
    [InlineData(
        "study quickstart --out ~/full/mine.txt",
        "~/full/mine.txt: error study.unwritable: cannot write to the folder: The file '~/full/mine.txt' already exists; give a folder "
            + "that you can write to"
    )]
    [InlineData(
        "plan real-ztf --data ~/empty --labels ~/none.csv",
        Drawing
            + "~/none.csv: error labels.no-such-file: there is no such label table; give the path of a CSV or Parquet table (--labels, or "
            + "the spec's key labels)"
    )]
    [InlineData(
        "plan real-ztf --data ~/empty --labels ~/semicolons.csv",
        Drawing
            + "~/semicolons.csv:1: error labels.separator: the file uses semicolons between its columns; write commas, for instance with: "
            + "tr \";\" \",\" < ~/semicolons.csv > labels-with-commas.csv"
    )]
    [InlineData(
        "plan real-ztf --data ~/empty --labels ~/binary.avro",
        Drawing
            + "~/binary.avro:1: error labels.csv: the row contains control characters, so this is not a text file; give a CSV or Parquet "
            + "table"
    )]
    [InlineData(
        "cut ztf-cropped ~/text.avro --labels ~/latin.csv --out ~/new",
        "~/latin.csv:2: error labels.csv: the row is not UTF-8; save the table as UTF-8 CSV, or give a Parquet table"
    )]
    [InlineData(
        "cut ztf-cropped ~/text.avro --out ~/new",
        "~/text.avro:byte 0: error avro.magic: the file is not an Avro object container: it does not begin with \"Obj\" and 1; give an "
            + "Avro packet, a Parquet table or a tar archive of them\n"
            + NoneOfOne
    )]
    [InlineData(
        "cut ztf-cropped ~/short.avro --out ~/new",
        "~/short.avro:byte 0: error avro.magic: the file is not an Avro object container: it does not begin with \"Obj\" and 1; give an "
            + "Avro packet, a Parquet table or a tar archive of them\n"
            + NoneOfOne
    )]
    [InlineData(
        "cut ztf-cropped ~/text.parquet --out ~/new",
        "~/text.parquet:byte 0: error parquet.magic: the file is not a Parquet table: it does not begin with \"PAR1\"; give a Parquet "
            + "table, or rename the file if it has another format\n"
            + NoneOfOne
    )]
    [InlineData(
        "cut ztf-cropped ~/nothing.avro --out ~/new",
        "~/nothing.avro:byte 0: error avro.empty: the file is empty; copy or download it again\n" + NoneOfOne
    )]
    [InlineData(
        "cut ztf-cropped ~/nothing.parquet --out ~/new",
        "~/nothing.parquet:byte 0: error parquet.empty: the file is empty; copy or download it again\n" + NoneOfOne
    )]
    [InlineData(
        "cut ztf-cropped ~/text.avro --schemas ~/image.fits --out ~/new",
        "~/image.fits:byte 0: error avro.magic: the file is not an Avro object container: it does not begin with \"Obj\" and 1; give an "
            + ".avsc file, a folder of .avsc files such as that of lsst/alert_packet, an object container written by Rubin, or the "
            + "address of a schema registry"
    )]
    [InlineData(
        "cut ztf-cropped a.avro b.avro --out ~/new",
        "error: stampspec cut takes one LAYOUT and one ALERTS; b.avro is one too many; put several files into a folder or a tar archive, "
            + "and give that\nsee 'stampspec cut --help'"
    )]
    [InlineData(
        "classify ztf-multiscale a.avro b.avro c.avro",
        "error: stampspec classify takes one MODEL|STUDY|NAME and one ALERTS; b.avro and 1 more are too many; put several files into a "
            + "folder or a tar archive, and give that\nsee 'stampspec classify --help'"
    )]
    [InlineData(
        "simulate a.avro b.avro",
        "error: stampspec simulate takes one ALERTS; b.avro is one too many; put several files into a folder or a tar archive, and give "
            + "that\nerror: Option '--out' is required.\nsee 'stampspec simulate --help'"
    )]
    [InlineData(
        "models ztf-full ztf-cropped",
        "error: stampspec models takes at most one NAME; ztf-cropped is one too many\nsee 'stampspec models --help'"
    )]
    [InlineData("doctor now", "error: stampspec doctor takes only options; now is one too many\nsee 'stampspec doctor --help'")]
    [InlineData(
        "synthesize --out ~/new --alerts 2 --classes sn,agn",
        "error: --classes is 'sn,agn', but it takes agn, asteroid, bogus, satellite, sn or vs; write spaces between several: --classes sn "
            + "agn\nsee 'stampspec synthesize --help'"
    )]
    [InlineData(
        "cut ~/binary.avro ztf-cropped --out ~/new",
        "~/binary.avro: error spec.not-text: this is not a text file; give a YAML file"
    )]
    [InlineData(
        "cut ztf-cropped ~/empty --out ~/new",
        "~/empty: error alert.none: the folder contains no .avro or .parquet file; give a folder of .avro or .parquet files, one such "
            + "file, or a tar archive of them"
    )]
    [InlineData(
        "merge ~/full --out ~/new",
        "~/full: error merge.no-part: the folder contains no part of a study: study.lock.yaml is missing; give folders that stampspec "
            + "study --shard wrote"
    )]
    [InlineData(
        "merge ~/none --out ~/new",
        "~/none: error merge.no-part: there is no such folder; give folders that stampspec study --shard wrote"
    )]
    [InlineData(
        "compare ~/full ~/full",
        "~/full/summary.json: error study.not-finished: ~/full does not contain a finished study: summary.json is missing; give a folder "
            + "that stampspec study wrote, or finish the study with --resume"
    )]
    [InlineData(
        "report ~/full",
        "~/full: error report.folder: ~/full contains neither a study (summary.json is missing) nor an exploration (exploration.json is "
            + "missing); give a folder that stampspec study or stampspec explore wrote"
    )]
    [InlineData(
        "export-model ~/full --name a --out ~/new",
        "~/full/summary.json: error study.not-finished: ~/full does not contain a finished study: summary.json is missing; give a folder "
            + "that stampspec study wrote, or finish the study with --resume"
    )]
    [InlineData(
        "resample ~/none.fits ~/new.fits --source-psf gaussian:2 " + Resample,
        "~/none.fits: error fits.not-found: there is no such file; give the path of a FITS file"
    )]
    [InlineData(
        "resample ~/nothing.fits ~/new.fits --source-psf gaussian:2 " + Resample,
        "~/nothing.fits:byte 0: error fits.empty: the file is empty; copy or download it again"
    )]
    [InlineData(
        "resample ~/image.fits ~/new.fits --source-psf gaussian:2 " + Resample,
        "~/image.fits:byte 0: error fits.signature: this is not a FITS file: it does not start with SIMPLE =; give a FITS file, compressed "
            + "with gzip or not"
    )]
    public void A_mistake_is_answered_with_its_place_and_what_to_write(string line, string message) =>
        Assert.Equal((2, "", InFolder(message) + "\n"), Run(line));

    [Theory]
    [InlineData(
        "~/tab.yaml",
        "~/tab.yaml:1:7: error spec.syntax: this is not valid YAML: a line after this is indented with a tab; check the indentation "
            + "(spaces, not tabs), colons, brackets and quotes"
    )]
    [InlineData("~/binary.avro", "~/binary.avro: error spec.not-text: this is not a text file; give a YAML file")]
    [InlineData(
        "~/units.yaml",
        "~/units.yaml:2:9: error spec.unit: pixels is 16kB; its unit is px, not kB (at pixels); write a number in px\n"
            + "~/units.yaml:3:14: error spec.unit: pixel-scale is 0.2 px; px is not a unit that it takes (at pixel-scale); write a number "
            + "in arcsec, \", mas, arcmin, ' or deg"
    )]
    public void The_findings_in_a_spec_are_the_result_of_validate(string file, string findings) =>
        Assert.Equal((2, InFolder(findings) + "\n"), (Run("validate " + file).ExitCode, Run("validate " + file).Output));

    [Fact]
    public void A_folder_without_specs_is_named()
    {
        const string message = "~/empty: error spec.none: the folder contains no .yaml file; give a YAML file or a folder of YAML files\n";
        Assert.Equal((2, "", InFolder(message)), Run("validate ~/empty"));
    }

    [Theory]
    [InlineData("moffat:2.0", "psf.notation: 'moffat:2.0' lacks BETA; write moffat:2.0:4.765, for example")]
    [InlineData(
        "mofat:2.0:3.5",
        "psf.notation: 'mofat:2.0:3.5' is not a supported PSF; write gaussian:FWHM, moffat:FWHM:BETA, kolmogorov:FWHM or "
            + "double-gaussian:CORE:HALO:FRACTION, optionally followed by :e1,e2"
    )]
    public void A_point_spread_function_that_is_not_supported_is_answered_with_the_notation(string psf, string message)
    {
        Assert.Equal(0, Run("synthesize --out ~/sky --alerts 1").ExitCode);
        Assert.Equal(0, Run("simulate ~/sky/alerts --out ~/fits").ExitCode);
        var image = Directory.GetFiles(_folder["fits"], "*.fits", SearchOption.AllDirectories)[0];
        var refused = Run($"resample {image} ~/new.fits --source-psf {psf} {Resample}");
        Assert.Equal((2, "", $"--source-psf: error {message}\n"), refused);
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_resampling_is_named_at_once()
    {
        const string line = "resample ~/none.fits ~/new.fits --source-scale 1.01 --target-scale 0.2 --target-pixels 41 ";
        const string message = """
            --source-psf: error psf.notation: 'mofat:2.0:3.5' is not a supported PSF; write gaussian:FWHM, moffat:FWHM:BETA, kolmogorov:FWHM or double-gaussian:CORE:HALO:FRACTION, optionally followed by :e1,e2
            --target-psf: error psf.notation: 'moffat:0.8' lacks BETA; write moffat:0.8:4.765, for example
            ~/none.fits: error fits.not-found: there is no such file; give the path of a FITS file

            """;
        Assert.Equal((2, "", InFolder(message)), Run(line + "--source-psf mofat:2.0:3.5 --target-psf moffat:0.8"));
    }

    [Fact]
    public void A_layout_that_suits_no_alert_is_one_line_for_all_alerts()
    {
        Assert.Equal(0, Run("synthesize --out ~/sky --alerts 2").ExitCode);
        var message = $"""
            ~/sky/alerts/9000000000000000000.avro: {NativeScale}
            error cut.no-alerts: none of 2 alerts could be cut; nothing was written

            """;
        Assert.Equal((2, "", InFolder(message)), Run("cut rubin-proposal ~/sky/alerts --out ~/new"));
        Assert.False(Path.Exists(_folder["new"]));
    }

    private (int ExitCode, string Output, string Error) Run(string line)
    {
        var result = CommandLine.Run([.. line.Split(' ').Select(InFolder)]);
        return (result.ExitCode, result.Output, result.Error);
    }

    private string InFolder(string text) => text.Replace("~", _folder.Path, StringComparison.Ordinal);
}
