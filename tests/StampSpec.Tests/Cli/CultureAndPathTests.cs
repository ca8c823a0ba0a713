using System.Globalization;
using System.Security.Cryptography;
using StampSpec.Tests.Fuzzing.Engine;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Cli;

/// <summary>The bytes do not depend on the culture's commas and minus signs, or on the place of the files.</summary>
public sealed class CultureAndPathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("de-DE")]
    [InlineData("sv-SE")]
    [InlineData("ar-SA")]
    public void Every_result_is_the_same_bytes_in_any_culture(string culture)
    {
        var expected = InCulture("", () => RunAll(_folder["plain"]));
        var actual = InCulture(culture, () => RunAll(_folder["other"]));
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.All(expected, pair => Assert.Equal((pair.Key, pair.Value), (pair.Key, actual[pair.Key])));
        Assert.True(expected.Count > 15);
    }

    [Fact]
    public void Every_csv_ends_its_lines_with_a_line_feed_alone()
    {
        RunAll(_folder["plain"]);
        var files = Directory
            .GetFiles(_folder.Path, "*.csv", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(_folder["plain"], f).Replace('\\', '/'), File.ReadAllText);
        files["budget"] = CommandLine.Run("budget", "ztf-multiscale", "--format", "csv").Output;
        string[] written = ["classes.csv", "simulated/problems.csv", "alerts/labels.csv", "stamps/index.csv", "simulated/manifest.csv"];
        Assert.All(written, name => Assert.Contains(name, files.Keys));
        Assert.All(files, file => Assert.True(file.Value.EndsWith('\n') && !file.Value.Contains('\r'), file.Key));
    }

    [Theory]
    [InlineData("a b  c")]
    [InlineData("Überprüfung-星-🔭")]
    [InlineData("quote'\"and$sign;&")]
    [InlineData("-starts-with-a-dash")]
    public void Files_lie_wherever_they_lie(string name)
    {
        var folder = Directory.CreateDirectory(_folder[name]).FullName;
        Assert.NotEmpty(RunAll(folder));
    }

    [Fact]
    public void Paths_may_be_as_long_as_the_system_lets_them()
    {
        var folder = Directory.CreateDirectory(_folder[[.. Enumerable.Repeat(new string('d', 200), 10)]]).FullName;
        Assert.NotEmpty(RunAll(folder));
    }

    [Fact]
    public void A_name_that_is_too_long_is_an_error_in_words()
    {
        var result = CommandLine.Run("inspect", _folder[new string('n', 5000)]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("error", result.Error, StringComparison.Ordinal);
    }

    // Runs the commands that read and write alerts, and returns every file and output by name.
    private static SortedDictionary<string, string> RunAll(string folder)
    {
        var model = Path.Combine(folder, "model.onnx");
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(model, ModelTargets.Model());
        var alerts = Path.Combine(folder, "alerts");
        var results = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add("synthesize", "--out", alerts, "--alerts", "3", "--seed", "4");
        var packets = Path.GetDirectoryName(Directory.GetFiles(alerts, "*.avro", SearchOption.AllDirectories)[0])!;
        Add("cut", "ztf-multiscale", packets, "--out", Path.Combine(folder, "stamps"), "--normalisation", "after");
        Add("simulate", packets, "--out", Path.Combine(folder, "simulated"), "--packets");
        Add("classify", model, packets, "--out", Path.Combine(folder, "classes.csv"));
        Add("inspect", Directory.GetFiles(packets, "*.avro").Order(StringComparer.Ordinal).First(), "--format", "json");
        Add("budget", "ztf-multiscale");
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            results.Add(
                Path.GetRelativePath(folder, file),
                Convert.ToHexString(SHA256.HashData(Neutral(File.ReadAllText(file, System.Text.Encoding.Latin1))))
            );
        }

        return results;

        void Add(params string[] arguments)
        {
            var result = CommandLine.Run(arguments);
            Assert.True(result.ExitCode == 0, result.Error);
            results.Add(arguments[0], System.Text.Encoding.Latin1.GetString(Neutral(result.Output)));
        }

        byte[] Neutral(string text) => System.Text.Encoding.Latin1.GetBytes(text.Replace(folder, "FOLDER", StringComparison.Ordinal));
    }

    private static T InCulture<T>(string name, Func<T> run)
    {
        var (culture, ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(name);
            return run();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, ui);
        }
    }
}
