using Xunit.Abstractions;

namespace StampSpec.Tests.Architecture;

/// <summary>
/// The measures of the code and the limits that they must keep. To print them:
/// <c>dotnet test tests/StampSpec.Tests -c Release --filter CodeMeasureTests --logger "console;verbosity=detailed"</c>.
/// </summary>
public sealed class CodeMeasureTests(ITestOutputHelper output)
{
    private readonly List<string> _failures = [];

    [Fact]
    public void The_code_keeps_its_size_and_shape()
    {
        var code = CodeMeasures.OfSources();
        Measure("files under src", code.Files, 560);
        Measure("files of 10 code lines or fewer, per cent", 100 * code.SmallFiles, 15);
        Measure("code lines of a file, median", code.FileMedian, 80);
        Measure("code lines of a file, 90th percentile", code.FileP90, 210);
        Measure("types for each 42 code lines", 42 / code.CodeLinesPerType, 1);
        Measure("public types", code.PublicTypes, 200);
        Measure("code lines of a method, median", code.MethodMedian, 8);
        Measure("code lines of a method, 90th percentile", code.MethodP90, 20);
        Measure($"lines above {CodeMeasures.LongestLine} characters", code.LongLines.Count, 0, string.Join(", ", code.LongLines.Take(20)));
        Assert.Empty(_failures);
    }

    private void Measure(string name, double value, double most, string details = "")
    {
        output.WriteLine(FormattableString.Invariant($"{name}: {value:0.#} (at most {most})"));
        if (value > most)
        {
            _failures.Add(FormattableString.Invariant($"{name}: {value:0.##} is above {most} {details}"));
        }
    }
}
