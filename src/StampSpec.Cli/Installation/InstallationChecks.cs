using System.Reflection;
using System.Runtime.InteropServices;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Layouts.Specification;
using StampSpec.Learning;
using StampSpec.Learning.Onnx;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;
using StampSpec.Studies.Specification;

namespace StampSpec.Cli.Installation;

/// <summary>Checks every part of the installation. Each check uses the part instead of only looking for its name.</summary>
internal static class InstallationChecks
{
    private const int AlertsTried = 100;

    /// <summary>Runs the checks.</summary>
    /// <param name="results">The folder for results.</param>
    /// <param name="alerts">Alerts to try; null for none.</param>
    public static IEnumerable<InstallationFinding> Run(string results, string? alerts)
    {
        yield return Program();
        yield return Ok(".NET", $"{Environment.Version}, {RuntimeInformation.RuntimeIdentifier}");
        yield return Specs();
        yield return OnnxRuntime();
        yield return Devices();
        yield return Charts();
        yield return WritableFolder("temporary files", Path.GetTempPath());
        yield return WritableFolder("results", Path.GetFullPath(results));
        yield return Machine();
        yield return Optional("Chromium", ["chromium", "chromium-browser", "google-chrome"], "a browser is needed to read report.html");
        yield return Optional("pdflatex", ["pdflatex"], "it typesets the .tex tables and numbers of a report");
        if (alerts is not null)
        {
            yield return Alerts(alerts);
        }
    }

    private static InstallationFinding Program()
    {
        var version = typeof(InstallationChecks).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return Ok("StampSpec", $"{version}, {AppContext.BaseDirectory}");
    }

    private static InstallationFinding Specs() =>
        Ok("specs", $"layouts {string.Join(", ", LayoutLibrary.Names)}; studies {string.Join(", ", StudyLibrary.Names)}");

    private static InstallationFinding OnnxRuntime()
    {
        try
        {
            var library = OnnxRuntimeLibrary.Load();
            var detail = $"{library.Version}; computes with {string.Join(", ", library.Providers)}; its telemetry is";
            return library.ReportsToVendor
                ? new("ONNX Runtime", InstallationState.Missing, $"{detail} on: set ORT_DISABLE_TELEMETRY=1 before the command starts")
                : Ok("ONNX Runtime", $"{detail} off");
        }
        catch (DllNotFoundException absent)
        {
            return new(
                "ONNX Runtime",
                InstallationState.Missing,
                $"study, classify: {absent.Message}; install the package made for {RuntimeInformation.RuntimeIdentifier}"
            );
        }
    }

    private static InstallationFinding Devices()
    {
        try
        {
            var problem = OnnxRuntimeLibrary.ProblemOf(ExecutionDevice.Cuda);
            return Ok("devices", problem is null ? "cpu, cuda" : $"cpu; cuda is not available: {problem.Message}");
        }
        catch (TypeInitializationException)
        {
            return new("devices", InstallationState.Missing, "no device is available without ONNX Runtime");
        }
    }

    private static InstallationFinding Charts()
    {
        var folder = Directory.CreateTempSubdirectory("stampspec-doctor-");
        try
        {
            FigureFiles.Write([TrialFigure()], folder.FullName);
            return Ok("charts", "ScottPlot drew a figure as SVG, PNG and PDF with the fonts of this package");
        }
        catch (Exception failure) when (failure is DllNotFoundException or TypeInitializationException or InvalidOperationException)
        {
            var detail = $"study, report: {failure.Message}; install the package made for {RuntimeInformation.RuntimeIdentifier}";
            return new("charts", InstallationState.Missing, detail);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The smallest figure that uses fonts, shapes and axes.</summary>
    private static Figure TrialFigure() =>
        ByteFigure.Build(
            [new StackedBarSegment("trial", "pixels", 3072)],
            "Bytes of a layout that does not exist.",
            "drawn by stampspec doctor"
        );

    private static InstallationFinding WritableFolder(string part, string folder)
    {
        try
        {
            var existing = folder;
            while (!Directory.Exists(existing))
            {
                existing = File.Exists(existing)
                    ? throw new IOException($"{existing} is a file")
                    : Path.GetDirectoryName(existing) ?? throw new IOException("no part of the path exists");
            }

            using (File.Create(Path.Combine(existing, Path.GetRandomFileName()), 1, FileOptions.DeleteOnClose)) { }

            return Ok(part, FormattableString.Invariant($"{folder}, {new DriveInfo(existing).AvailableFreeSpace / 1e9:0.0} GB free"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(part, InstallationState.Missing, $"{folder} cannot be written: {failure.Message}");
        }
    }

    private static InstallationFinding Machine()
    {
        var bytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return Ok(
            "machine",
            FormattableString.Invariant($"{Environment.ProcessorCount} processors, {bytes / (double)(1 << 30):0.0} GiB of memory")
        );
    }

    private static InstallationFinding Optional(string part, string[] programs, string without)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var found = folders.SelectMany(folder => programs.Select(program => Path.Combine(folder, program))).FirstOrDefault(File.Exists);
        return found is null ? new(part, InstallationState.Absent, $"optional; {without}") : Ok(part, found);
    }

    private static InstallationFinding Alerts(string path)
    {
        try
        {
            var readings = AlertFiles.Read([path]).Take(AlertsTried).ToArray();
            var problem = readings.FirstOrDefault(r => r.Alert is null)?.Problem;
            var counted = $"{readings.Count(r => r.Alert is not null)} of the first {readings.Length} alerts of {path} are sound";
            return problem is null ? Ok("alerts", counted) : new("alerts", InstallationState.Missing, $"{counted}; {problem}");
        }
        catch (InvalidInputException invalid)
        {
            return new("alerts", InstallationState.Missing, invalid.Diagnostics[0].ToString());
        }
    }

    private static InstallationFinding Ok(string part, string detail) => new(part, InstallationState.Ok, detail);
}
