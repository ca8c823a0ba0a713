using System.Text.RegularExpressions;
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

    [Fact]
    public void Two_studies_fit_into_one_document_and_no_caption_carries_a_command()
    {
        using var folder = new TemporaryFolder();
        string[] studies = ["first-study", "second-study"];
        var texts = studies.Select(study => Written(folder[study], study)).ToArray();
        Assert.All(texts, text => Assert.DoesNotContain("specs/studies", text, StringComparison.Ordinal));
        const string Names = @"\\(?:new|provide)command\{[^}]*\}|\\label\{[^}]*\}";
        var names = texts.SelectMany(t => Regex.Matches(t, Names).Select(m => m.Value)).ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(
            [
                "\\includegraphics[width=88mm]{\\stampspecFirstStudyFigures/confusion-88mm.pdf}",
                "\\includegraphics[width=180mm]{\\stampspecFirstStudyFigures/confusion.pdf}",
            ],
            line => Assert.Contains(line, texts[0], StringComparison.Ordinal)
        );
    }

    private static string Written(string folder, string study)
    {
        InventedResults.Write(folder, name: study);
        StudyReport.Write(folder, FigureFormats.Svg);
        return string.Concat(Directory.GetFiles(folder, "*.tex", SearchOption.AllDirectories).Select(File.ReadAllText));
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
