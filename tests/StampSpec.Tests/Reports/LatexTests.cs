using StampSpec.Reports;
using StampSpec.Reports.Figures;
using StampSpec.Reports.Tables;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Reports;

public sealed class LatexTests
{
    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>",
        "50% & {a}_b^2~#1 \\input{x} $y$",
        "a|b \"q\" 'x'",
        "caf\u00e9 \u661f \U0001F4A5",
        "line\nbreak",
        "satellite",
    ];

    [SkippableFact]
    public void Tables_numbers_and_figures_compile_with_pdflatex()
    {
        var text = Compile(null);
        Assert.Contains("ztf-low-resolution", text, StringComparison.Ordinal);
        Assert.Contains("Fraction of correct predictions", text, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Hostile_names_compile_and_are_printed_as_they_are()
    {
        var text = Compile(Hostile);
        Assert.All(
            ["<script>alert(1)</script>", "50% & {a}_b^2~#1 \\input{x} $y$", "a|b \"q\"", "caf\u00e9 U+661F U+1F4A5", "line break"],
            expected => Assert.Contains(expected, text, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("\u661f", "U+661F")]
    [InlineData("\U0001F4A5", "U+1F4A5")]
    [InlineData("\u0159\u00e9", "\u0159\u00e9")]
    [InlineData("\u2212\u2033", "\\(-\\)\\(''\\)")]
    public void Characters_that_the_fonts_lack_are_named_by_their_code_points(string text, string escaped) =>
        Assert.Equal(escaped, LatexWriting.Escape(text));

    private static string Compile(IReadOnlyList<string>? classes)
    {
        InstalledProgram.Find("pdflatex");
        InstalledProgram.Find("pdftotext");
        using var folder = new TemporaryFolder();
        InventedResults.Write(folder.Path, classes);
        StudyReport.Write(folder.Path, FigureFormats.Svg | FigureFormats.Pdf);
        return PeerScript.Run("compile_latex.py", ["re"], folder.Path);
    }
}
