using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports;

/// <summary>
/// Renders figures to SVG, PNG (300 dpi) and PDF with Vega-Lite in Node.js, all of them in one process. The renderer's files stand in
/// <c>renderer/</c> beside this assembly, where the build lays them.
/// </summary>
public static class ChartRenderer
{
    private const int MinimumNode = 20;

    /// <summary>The folder of the renderer's files.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "renderer");

    /// <summary>Writes each figure as NAME.svg, NAME.png and NAME.pdf into a folder, each file atomically.</summary>
    /// <param name="figures">What to render; names must differ.</param>
    /// <param name="folder">Where to; made when absent.</param>
    /// <param name="formats">Which files.</param>
    /// <param name="node">The Node.js command.</param>
    /// <exception cref="ChartRenderingException">Node.js is absent or too old, or a figure could not be drawn.</exception>
    public static void Render(IReadOnlyList<Figure> figures, string folder, RenderFormats formats = RenderFormats.All, string node = "node")
    {
        if (figures.Count == 0)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        NodeVersion(node);
        var charts = new JsonArray([.. figures.Select(figure => RequestOf(figure, Path.GetFullPath(folder), formats))]);
        var (exitCode, _, error) = Run(node, Path.Combine(Folder, "render.mjs"), new JsonObject { ["charts"] = charts }.ToJsonString());
        if (exitCode != 0)
        {
            throw new ChartRenderingException($"the chart renderer stopped with exit code {exitCode}: {error.Trim()}");
        }
    }

    private static JsonObject RequestOf(Figure figure, string folder, RenderFormats formats)
    {
        var request = new JsonObject
        {
            ["spec"] = VegaLiteJson.ToSpec(figure.View, ChartTheme.Print),
            ["widthPt"] = figure.WidthPoints,
            ["title"] = figure.Title,
            ["description"] = figure.Caption,
        };
        foreach (var format in new[] { RenderFormats.Svg, RenderFormats.Png, RenderFormats.Pdf }.Where(f => formats.HasFlag(f)))
        {
            var extension = format.ToString().ToLowerInvariant();
            request[extension] = Path.Combine(folder, $"{figure.Name}.{extension}");
        }

        return request;
    }

    /// <summary>The version of Node.js that figures would be drawn with, such as <c>v20.20.2</c>.</summary>
    /// <param name="node">The Node.js command.</param>
    /// <exception cref="ChartRenderingException">Node.js is absent or too old.</exception>
    public static string NodeVersion(string node = "node")
    {
        var version = Run(node, "--version", "").Output.Trim();
        var major = version.TrimStart('v').Split('.')[0];
        return int.TryParse(major, CultureInfo.InvariantCulture, out var number) && number >= MinimumNode ? version
            : throw new ChartRenderingException($"{node} is version {version}, and figures need Node.js {MinimumNode} or newer on the PATH");
    }

    private static (int ExitCode, string Output, string Error) Run(string node, string argument, string input)
    {
        var start = new ProcessStartInfo(node, [argument]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Start(start);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        Send(process, input);
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    private static void Send(Process process, string input)
    {
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The process ended before it read everything; its exit code and error text say why.
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new ChartRenderingException($"{start.FileName} did not start");
        }
        catch (Win32Exception absent)
        {
            throw new ChartRenderingException(
                $"{start.FileName} was not found, and figures need Node.js {MinimumNode} or newer on the PATH (https://nodejs.org)", absent);
        }
    }
}
