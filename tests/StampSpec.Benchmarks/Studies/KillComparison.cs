using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace StampSpec.Benchmarks.Studies;

/// <summary>
/// Kills a study's process (SIGKILL) at moments spread over its run, finishes it with --resume, and compares every table, model and card with those of a
/// study that was left alone.
/// </summary>
internal sealed class KillComparison : IComparison
{
    private const string Spec = """
        name: killed
        dataset: {synthetic: {alerts: 120, mix: balanced}}
        layouts: [ztf-cropped, ztf-multiscale]
        classifier: {widths: [4, 4], dense: 8}
        training: {batch: 16, steps: 30, evaluate-every: 10}
        split: {test: 0.3, validation: 0.3}
        runs: 3
        resamples: 200
        """;

    public string Name => "kill-resume";

    public string Description => "a study killed at many moments and resumed, against one left alone: STAMPSPEC [MOMENTS]";

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var moments = arguments.Count > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 12;
        var folder = Directory.CreateTempSubdirectory("stampspec-kill-").FullName;
        File.WriteAllText(Path.Combine(folder, "study.yaml"), Spec);
        var watch = Stopwatch.StartNew();
        var whole = Study(arguments[0], folder, "whole", killAfter: null);
        var seconds = watch.Elapsed.TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"left alone: exit code {whole}, {seconds:F1} s"));
        var same = 0;
        for (var moment = 1; moment <= moments; moment++)
        {
            var after = TimeSpan.FromSeconds(seconds * moment / (moments + 1));
            Study(arguments[0], folder, "killed", after);
            var cells = CountCells(Path.Combine(folder, "killed"));
            var resumed = Study(arguments[0], folder, "killed", killAfter: null);
            var isSame = resumed == 0 && Fingerprint(Path.Combine(folder, "whole")) == Fingerprint(Path.Combine(folder, "killed"));
            same += isSame ? 1 : 0;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"killed after {after.TotalSeconds:F2} s with {cells} of 6 cells done, resumed: {(isSame ? "the same bytes" : "DIFFERENT")}"));
            Directory.Delete(Path.Combine(folder, "killed"), recursive: true);
        }

        Directory.Delete(folder, recursive: true);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{same} of {moments} the same"));
        return same == moments ? 0 : 1;
    }

    private static int? Study(string program, string folder, string name, TimeSpan? killAfter)
    {
        var start = new ProcessStartInfo(program, ["study", Path.Combine(folder, "study.yaml"), "--out", Path.Combine(folder, name), "--resume", "--quiet", "--no-report"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (killAfter is { } delay && !process.WaitForExit(delay))
        {
            process.Kill();
        }

        process.WaitForExit();
        Task.WaitAll(output, error);
        return process.ExitCode;
    }

    private static int CountCells(string folder)
    {
        var cells = Path.Combine(folder, "cells");
        return Directory.Exists(cells) ? Directory.GetFiles(cells, "*.predictions.csv").Length : 0;
    }

    /// <summary>Hash of everything that must not depend on the interruption: all but provenance, times and the lock.</summary>
    private static string Fingerprint(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, file);
            if (name is not ("provenance.json" or ".lock") && !name.EndsWith(".time.json", StringComparison.Ordinal) && !name.EndsWith(".partial", StringComparison.Ordinal))
            {
                hash.AppendData(System.Text.Encoding.UTF8.GetBytes(name));
                hash.AppendData(File.ReadAllBytes(file));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
