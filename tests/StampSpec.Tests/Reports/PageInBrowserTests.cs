using System.Globalization;
using Microsoft.Playwright;
using StampSpec.Imaging.Pictures;
using StampSpec.Reports;
using StampSpec.Reports.Figures;
using StampSpec.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace StampSpec.Tests.Reports;

/// <summary>report.html as its readers use it: with a pointer, a keyboard, a finger, on a phone, in the dark and on paper.</summary>
public sealed class PageInBrowserTests(SystemBrowser browser, PageInBrowserTests.InventedPage report)
    : IClassFixture<SystemBrowser>,
        IClassFixture<PageInBrowserTests.InventedPage>
{
    private const string Layout = "ztf-cropped";
    private const string Score = "[data-chart='macro-f1-vs-bytes']";
    private const string Matrices = "[data-chart='confusion']";

    [SkippableFact]
    public async Task The_page_works_in_a_real_browser()
    {
        await using var open = await browser.OpenAsync(report.Path);
        var figures = await open.Page.Locator("main > figure").CountAsync();
        Assert.True(figures >= 10, $"{figures} figures");
        for (var i = 0; i < figures; i++)
        {
            await Expect(open.Page.Locator("main > figure").Nth(i).Locator("svg").First).ToBeVisibleAsync();
        }

        Assert.Equal([new Uri(report.Path).AbsoluteUri], open.Requests.Where(r => !r.StartsWith("data:", StringComparison.Ordinal)));
        Assert.Empty(open.Problems);
        var policy = await open.Page.Locator("meta[http-equiv='Content-Security-Policy']").GetAttributeAsync("content");
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.Matches("script-src 'sha256-[A-Za-z0-9+/=]{44}';", policy);
    }

    [SkippableFact]
    public async Task Pointing_at_a_mark_or_near_it_shows_its_values_and_its_interval()
    {
        await using var open = await browser.OpenAsync(report.Path);
        var (page, tip) = (open.Page, open.Page.Locator("#tip"));
        var dot = page.Locator($"{Score}:visible .mark[data-layout='{Layout}'][data-tip*='interval']").First;
        await Expect(tip).ToBeHiddenAsync();
        var (x, y) = await PagePlace.MiddleOfAsync(dot);
        await page.Mouse.MoveAsync(x, y);
        await Expect(tip).ToBeVisibleAsync();
        await Expect(tip).ToContainTextAsync(Layout);
        await Expect(tip).ToContainTextAsync(new System.Text.RegularExpressions.Regex("interval.*0\\.[0-9]{3} to 0\\.[0-9]{3}"));
        await PagePlace.ExpectInsideWindowAsync(tip);
        await page.Keyboard.PressAsync("Escape");
        await Expect(tip).ToBeHiddenAsync();
        var box = await PagePlace.BoxOfAsync(dot);
        await page.Mouse.MoveAsync(box.X + box.Width + 4, box.Y + (box.Height / 2));
        await Expect(tip).ToBeVisibleAsync();
        var heading = await PagePlace.BoxOfAsync(page.Locator("main > figure h3").First);
        await page.Mouse.MoveAsync(heading.X, heading.Y);
        await Expect(tip).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task A_chart_is_one_stop_of_the_tab_key_and_arrows_move_among_its_marks()
    {
        await using var open = await browser.OpenAsync(report.Path);
        var (page, tip) = (open.Page, open.Page.Locator("#tip"));
        var charts = await page.Locator(".chart:has(.mark[data-tip])").CountAsync();
        await Expect(page.Locator(".chart .mark[tabindex='0']")).ToHaveCountAsync(charts);
        await page.Locator(".filters input").Last.FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        var (first, text) = (await FocusAsync(page), await tip.InnerTextAsync());
        Assert.Equal("macro-f1-vs-bytes", first.Chart);
        Assert.Contains(": ", first.Label, StringComparison.Ordinal);
        Assert.Equal(first.Label.Split(", ").Length, await tip.Locator("div").CountAsync());
        await Expect(tip).ToBeVisibleAsync();
        await PagePlace.ExpectInsideWindowAsync(tip);
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.NotEqual(first.Label, (await FocusAsync(page)).Label);
        await Expect(tip).Not.ToHaveTextAsync(text);
        await page.Keyboard.PressAsync("Escape");
        await Expect(tip).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Home");
        Assert.Equal(first, await FocusAsync(page));
        await Expect(tip).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Tab");
        Assert.NotEqual("macro-f1-vs-bytes", (await FocusAsync(page)).Chart);
        await Expect(page.Locator(".chart .mark[tabindex='0']")).ToHaveCountAsync(charts);
    }

    [SkippableFact]
    public async Task Switching_a_layout_off_hides_its_marks_and_rows_and_closes_the_gap_among_the_matrices()
    {
        await using var open = await browser.OpenAsync(report.Path);
        var page = open.Page;
        var marks = page.Locator($".mark[data-layout='{Layout}']:not([hidden])");
        var rows = page.Locator($"tr[data-layout='{Layout}']:not([hidden])");
        var (markCount, rowCount) = (await marks.CountAsync(), await rows.CountAsync());
        Assert.True(markCount > 100 && rowCount > 0, $"{markCount} marks, {rowCount} rows");
        var own = page.Locator($"{Matrices}[data-layout='{Layout}']");
        var next = page.Locator($"{Matrices}[data-layout='{Layout}'] + .chart");
        var place = await OffsetOfAsync(own);
        Assert.NotEqual(place, await OffsetOfAsync(next));
        var all = await page.Locator($"{Matrices}:visible").CountAsync();

        var box = page.Locator($".filters input[name=layout][value='{Layout}']");
        await box.UncheckAsync();
        await Expect(marks).ToHaveCountAsync(0);
        await Expect(rows).ToHaveCountAsync(0);
        await Expect(own).ToBeHiddenAsync();
        await Expect(page.Locator($"{Matrices}:visible")).ToHaveCountAsync(all - 1);
        Assert.Equal(place, await OffsetOfAsync(next));
        await Expect(page.Locator($"{Score} .mark[data-layout='{Layout}']:visible")).ToHaveCountAsync(0);
        Assert.True(await page.Locator($"{Score} .mark[data-layout='ztf-full']:visible").CountAsync() > 0);
        var stops = await page.Locator(".chart:visible:has(.mark[data-tip]:not([hidden]))").CountAsync();
        await Expect(page.Locator(".chart:visible .mark[tabindex='0']:not([hidden])")).ToHaveCountAsync(stops);

        await box.CheckAsync();
        await Expect(marks).ToHaveCountAsync(markCount);
        await Expect(rows).ToHaveCountAsync(rowCount);
        Assert.NotEqual(place, await OffsetOfAsync(next));

        // The line of the front leads to no point that is not there.
        var front = page.Locator($"{Score} .mark[data-layout='ztf-multiscale'][data-other-layout='ztf-full']");
        await Expect(front).ToBeVisibleAsync();
        await page.Locator(".filters input[name=layout][value='ztf-full']").UncheckAsync();
        await Expect(front).ToBeHiddenAsync();
        Assert.Empty(open.Problems);
    }

    [SkippableFact]
    public async Task Switching_a_class_off_hides_its_panels_its_cells_and_its_rows()
    {
        await using var open = await browser.OpenAsync(report.Path);
        var page = open.Page;
        string[] hidden =
        [
            ".mark[data-class='sn']",
            ".mark[data-true='sn']",
            ".mark[data-predicted='sn']",
            "tr[data-class='sn']",
            "tr[data-predicted='sn']",
        ];
        var counts = await Task.WhenAll(hidden.Select(selector => page.Locator(selector).CountAsync()));
        Assert.All(counts, count => Assert.True(count > 0));
        await page.Locator(".filters input[name=class][value='sn']").UncheckAsync();
        foreach (var selector in hidden)
        {
            await Expect(page.Locator($"{selector}:not([hidden])")).ToHaveCountAsync(0);
        }

        // No number stays behind where its cell was.
        var matrix = page.Locator($"{Matrices}[data-layout='{Layout}']");
        await Expect(matrix.Locator(".mark[data-tip]:not([hidden])")).ToHaveCountAsync(25);
        var labels = matrix.Locator(".mark:not([hidden]):not([data-predicted]) text");
        await Expect(labels.Filter(new LocatorFilterOptions { HasTextRegex = new("^[0-9.,]+$") })).ToHaveCountAsync(0);

        await page.Locator(".filters input[name=class][value='sn']").CheckAsync();
        for (var i = 0; i < hidden.Length; i++)
        {
            await Expect(page.Locator($"{hidden[i]}:not([hidden])")).ToHaveCountAsync(counts[i]);
        }
    }

    [SkippableFact]
    public async Task A_cell_opens_its_examples_by_pointer_and_by_keyboard()
    {
        await using var open = await browser.OpenAsync(report.Path);
        var page = open.Page;
        await page.EvaluateAsync("document.getElementById('example-list').replaceChildren()");
        var cell = page.Locator($"{Matrices}[data-layout='{Layout}'] .mark[data-true='bogus'][data-predicted='bogus'][data-tip]");
        await PagePlace.ClickAsync(cell);
        Assert.Equal([Layout, "bogus", "bogus"], await ChosenAsync(page));
        await Expect(page.Locator(".example")).Not.ToHaveCountAsync(0);
        Assert.True(await page.Locator(".example .bars span").CountAsync() >= 12);
        await Expect(page.Locator(".example").First).ToBeInViewportAsync();

        await page.Locator($"{Matrices}[data-layout='ztf-full'] .mark[tabindex='0']").FocusAsync();
        foreach (var key in new[] { "ArrowDown", "ArrowRight", "ArrowRight", "ArrowUp", "Enter" })
        {
            await page.Keyboard.PressAsync(key);
        }

        Assert.Equal(["ztf-full", "agn", "bogus"], await ChosenAsync(page));
        Assert.Equal("ztf-full: agn predicted as bogus", (await FocusAsync(page)).Label.Split(',')[0]);

        // An arrow skips a class that is switched off, and stops at the edge.
        await page.Locator(".filters input[name=class][value='satellite']").UncheckAsync();
        await page.Locator($"{Matrices}[data-layout='ztf-full'] .mark[tabindex='0']").FocusAsync();
        foreach (var key in new[] { "ArrowUp", "ArrowRight", " " })
        {
            await page.Keyboard.PressAsync(key);
        }

        Assert.Equal(["ztf-full", "agn", "sn"], await ChosenAsync(page));
        Assert.Empty(open.Problems);
    }

    [SkippableFact]
    public async Task A_published_matrix_opens_no_examples_but_tells_its_values()
    {
        await using var open = await browser.OpenAsync(report.Path);
        var published = open.Page.Locator($"{Matrices}[data-layout='ztf-full (published)'] .mark[data-tip]");
        Assert.NotEqual("button", await published.First.GetAttributeAsync("role"));
        var before = await ChosenAsync(open.Page);
        await PagePlace.ClickAsync(published.Nth(1));
        Assert.Equal(before, await ChosenAsync(open.Page));
        await Expect(open.Page.Locator("#tip")).ToContainTextAsync("predicted as");
    }

    [SkippableFact]
    public async Task Tables_sort_by_their_headings_numbers_as_numbers()
    {
        await using var open = await browser.OpenAsync(report.Path);
        var table = open.Page.Locator("table").First;
        var number = table.Locator("th.number").First;
        var column = 1 + await number.EvaluateAsync<int>("h => h.cellIndex");
        foreach (var direction in new[] { "ascending", "descending" })
        {
            await number.Locator("button").ClickAsync();
            Assert.Equal(direction, await number.GetAttributeAsync("aria-sort"));
            var cells = table.Locator($"tbody td:nth-child({column})");
            var values = await cells.EvaluateAllAsync<double[]>("cells => cells.map(c => +c.textContent.replace('\u2212', '-'))");
            Assert.True(values.Distinct().Count() > 1);
            Assert.Equal(direction == "ascending" ? values.Order() : values.OrderDescending(), values);
        }

        await table.Locator("th:not(.number) button").First.FocusAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        var names = await table.Locator("tbody td:first-child").AllInnerTextsAsync();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Null(await number.GetAttributeAsync("aria-sort"));
    }

    [SkippableTheory]
    [InlineData(ColorScheme.Light, "rgb(255, 255, 255)", "rgb(26, 26, 26)")]
    [InlineData(ColorScheme.Dark, "rgb(20, 23, 27)", "rgb(232, 234, 237)")]
    public async Task Charts_take_the_colours_of_a_light_or_a_dark_page(ColorScheme scheme, string background, string ink)
    {
        await using var open = await browser.OpenAsync(report.Path, new BrowserNewContextOptions { ColorScheme = scheme });
        var page = open.Page;
        Assert.Equal(background, await PagePlace.StyleAsync(page.Locator("body"), "backgroundColor"));
        Assert.Equal(ink, await PagePlace.StyleAsync(page.Locator($"{Score} svg text[fill='#1A1A1A' i]").First, "fill"));
        Assert.Equal("none", await PagePlace.StyleAsync(page.Locator($"{Score} svg > rect").First, "fill"));
        // Every text on the page's own ground has one of its inks, so none is black on a dark page. Cells and bars are light on both.
        var texts = page.Locator(".chart svg > text, .chart svg .mark:not([data-predicted]) text");
        var fills = await texts.EvaluateAllAsync<string[]>("texts => [...new Set(texts.map(t => getComputedStyle(t).fill))]");
        Assert.Contains(ink, fills);
        Assert.All(fills, fill => Assert.True(Contrast(fill, background) >= 2.5, $"{fill} on {background}"));
    }

    [SkippableFact]
    public async Task On_a_phone_nothing_but_charts_and_tables_is_wider_than_the_screen_and_a_tap_shows_values()
    {
        await using var open = await browser.OpenAsync(
            report.Path,
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = 390, Height = 844 },
                IsMobile = true,
                HasTouch = true,
            }
        );
        var (page, tip) = (open.Page, open.Page.Locator("#tip"));
        Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await Expect(page.Locator(Score)).ToBeHiddenAsync();
        var phone = page.Locator("[data-chart='macro-f1-vs-bytes-88mm']");
        await Expect(phone).ToBeVisibleAsync();
        var (x, y) = await PagePlace.MiddleOfAsync(phone.Locator(".mark[data-tip*='interval']").First);
        await page.Touchscreen.TapAsync(x, y);
        await Expect(tip).ToBeVisibleAsync();
        await PagePlace.ExpectInsideWindowAsync(tip);
        await page.Touchscreen.TapAsync(5, 5);
        await Expect(tip).ToBeHiddenAsync();
        var matrix = await PagePlace.BoxOfAsync(page.Locator(Matrices).First);
        Assert.InRange(matrix.Width, 300, 390);
    }

    [SkippableFact]
    public async Task On_paper_there_are_no_controls_and_no_table_is_cut_off()
    {
        await using var open = await browser.OpenAsync(
            report.Path,
            new BrowserNewContextOptions
            {
                ColorScheme = ColorScheme.Dark,
                ViewportSize = new ViewportSize { Width = 718, Height = 1000 },
            }
        );
        var page = open.Page;
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        foreach (var control in new[] { ".filters", "nav", ".examples", "#tip" })
        {
            await Expect(page.Locator(control)).ToBeHiddenAsync();
        }

        Assert.Equal("rgb(255, 255, 255)", await PagePlace.StyleAsync(page.Locator("body"), "backgroundColor"));
        Assert.Equal("rgb(26, 26, 26)", await PagePlace.StyleAsync(page.Locator($"{Score} svg text[fill='#1A1A1A' i]").First, "fill"));
        var edges = await page.Locator("table:visible")
            .EvaluateAllAsync<double[]>("tables => tables.map(t => t.getBoundingClientRect().right)");
        Assert.NotEmpty(edges);
        Assert.All(edges, right => Assert.InRange(right, 1, 718));
        var pdf = await page.PdfAsync(new PagePdfOptions { Format = "A4" });
        Assert.Equal("%PDF-", System.Text.Encoding.ASCII.GetString(pdf[..5]));
        Assert.InRange(pdf.Length, 50_000, 5_000_000);
    }

    [SkippableFact]
    public async Task Hostile_names_run_no_script_and_leave_the_page_whole()
    {
        using var folder = new TemporaryFolder();
        const string Script = "</script><script>alert(1)</script>";
        string[] classes = [Script, "\"><img src=x onerror=alert(2)>", "a: b", "sn 'x'", "line\nbreak", "satellite"];
        InventedResults.Write(folder.Path, classes, "<img src=x onerror=alert(3)>");
        StudyReport.Write(folder.Path, FigureFormats.Svg);
        await using var open = await browser.OpenAsync(folder["report.html"]);
        var page = open.Page;
        var cells = page.Locator($"{Matrices}[data-layout='{Layout}'] .mark[data-tip]");
        await PagePlace.ClickAsync(cells.First);
        await Expect(page.Locator("#tip")).ToContainTextAsync(Script);
        await Expect(page.Locator(".example")).Not.ToHaveCountAsync(0);
        var first = page.Locator(".filters input[name=class]").First;
        await first.UncheckAsync();
        await Expect(cells.First).ToBeHiddenAsync();
        Assert.Empty(open.Problems);
        Assert.Single(open.Requests, r => !r.StartsWith("data:", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_picture_in_a_figure_is_shown_in_a_page()
    {
        using var folder = new TemporaryFolder();
        var sheet = new Sheet(200) { Height = 100 };
        sheet.Add(Marks.Picture(PngPicture.Encode(2, 2, [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120]), 20, 10, 80));
        var svg = FigureSvg.Of(sheet, "picture", "four pixels", "a-");
        File.WriteAllText(folder["picture.html"], "<!DOCTYPE html><title>picture</title>" + svg);
        await using var open = await browser.OpenAsync(folder["picture.html"]);
        var box = await open.Page.EvaluateAsync<double[]>(
            "(async () => { const image = new Image(); image.src = document.querySelector('svg image').href.baseVal; await image.decode();"
                + " const box = document.querySelector('svg :is(use, g > image, svg > image)').getBoundingClientRect();"
                + " return [image.naturalWidth, image.naturalHeight, Math.round(box.width), Math.round(box.height)]; })()"
        );
        Assert.Equal([2, 2, 107, 107], box);
    }

    private static async Task<(double Left, double Top)> OffsetOfAsync(ILocator chart)
    {
        var place = await chart.EvaluateAsync<double[]>(
            "c => [c.offsetLeft - c.parentElement.offsetLeft, c.offsetTop - c.parentElement.offsetTop]"
        );
        return (place[0], place[1]);
    }

    private static async Task<(string Chart, string Label)> FocusAsync(IPage page)
    {
        var focus = await page.EvaluateAsync<string[]>(
            "[document.activeElement.closest('.chart')?.dataset.chart ?? '', document.activeElement.getAttribute('aria-label') ?? '']"
        );
        return (focus[0], focus[1]);
    }

    private static Task<string[]> ChosenAsync(IPage page) =>
        page.EvaluateAsync<string[]>("['layout', 'true', 'predicted'].map(n => document.getElementById('example-' + n).value)");

    // Contrast of two colours by their relative luminance (WCAG 2.2).
    private static double Contrast(string first, string second)
    {
        var (one, other) = (Luminance(first), Luminance(second));
        return (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);
    }

    private static double Luminance(string rgb)
    {
        var parts = rgb["rgb(".Length..]
            .TrimEnd(')')
            .Split(',')
            .Select(p => double.Parse(p, CultureInfo.InvariantCulture) / 255)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))
            .ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    /// <summary>A finished study's page, made once.</summary>
    public sealed class InventedPage : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public InventedPage()
        {
            InventedResults.Write(_folder.Path);
            StudyReport.Write(_folder.Path, FigureFormats.Svg);
        }

        internal string Path => _folder["report.html"];

        public void Dispose() => _folder.Dispose();
    }
}
