using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using StampSpec.Reports.Figures;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Reports;

public sealed partial class PdfTests
{
    [SkippableFact]
    public void Every_pdf_embeds_its_fonts_and_is_88_or_180_mm_wide()
    {
        var (fontLister, pageMeasure) = (InstalledProgram.Find("pdffonts"), InstalledProgram.Find("pdfinfo"));
        using var folder = new TemporaryFolder();
        FigureFiles.Write(InventedStudy.Figures, folder.Path, FigureFormats.Pdf);
        Assert.All(InventedStudy.Figures, figure =>
        {
            var path = folder[figure.Name + ".pdf"];
            var fonts = Run(fontLister, path).Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
            Assert.NotEmpty(fonts);
            Assert.All(fonts, line => Assert.Matches(@"Inter\S*\s.*\byes\s+(yes|no)\s+(yes|no)\s", line));
            var width = double.Parse(PageWidth().Match(Run(pageMeasure, path)).Groups[1].Value, CultureInfo.InvariantCulture) * 25.4 / 72;
            Assert.Equal(figure.Width == FigureWidth.SingleColumn ? 88 : 180, width, 0.05);
        });
    }

    private static string Run(string program, string file)
    {
        using var process = Process.Start(new ProcessStartInfo(program, [file]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    [GeneratedRegex(@"Page size:\s+([\d.]+) x")]
    private static partial Regex PageWidth();
}
