using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using StampSpec.Common;

namespace StampSpec.Benchmarks.Studies;

/// <summary>
/// Kills a command's process (SIGKILL) at moments drawn over its run, finishes it with the same command, and compares every file that it
/// leaves with those
/// of a process that was left alone.
/// </summary>
internal sealed class KillComparison : IComparison
{
    private const int Refused = 2;

    private static readonly string[] MayDiffer = ["provenance.json", ".lock"];

    public string Name => "kill-resume";

    public string Description =>
        "a command killed at moments drawn at random and resumed, against one left alone: STAMPSPEC study|explore|synthesize|simulate "
        + "[MOMENTS]";

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var moments = arguments.Count > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 12;
        var folder = Directory.CreateTempSubdirectory("stampspec-kill-").FullName;
        var resumed = KilledCommand.All.Single(c => c.Name == arguments[1]);
        try
        {
            resumed.Prepare(new KilledProcess(arguments[0]), folder);
            return Compare(resumed, new KilledProcess(arguments[0]), folder, moments, output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Compare(KilledCommand command, KilledProcess process, string folder, int moments, TextWriter output)
    {
        var watch = Stopwatch.StartNew();
        var exit = process.Run(command.Arguments(folder, "whole"), killAfter: null);
        var seconds = watch.Elapsed.TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{command.Name} left alone: exit code {exit}, {seconds:F1} s"));
        var whole = Fingerprint(Path.Combine(folder, "whole"));
        var source = new Seed(1).Derive("kill", command.Name).CreateSource();
        var (same, killed, drawn) = (0, 0, 0);
        // A moment after the end of the process does not count.
        for (; killed < moments; drawn++)
        {
            var after = source.NextDouble(0, seconds);
            watch.Restart();
            var wasKilled = process.Run(command.Arguments(folder, "killed"), TimeSpan.FromSeconds(after)) != 0;
            killed += wasKilled ? 1 : 0;
            var files = Count(Path.Combine(folder, "killed"));
            var expected = command.RefusesFinished && !wasKilled ? Refused : exit;
            var isSame =
                process.Run(command.Arguments(folder, "killed"), killAfter: null) == expected
                && Fingerprint(Path.Combine(folder, "killed")) == whole;
            // The duration of a run depends on other work on the machine, so the moments are adapted.
            seconds = (seconds + Math.Min(watch.Elapsed.TotalSeconds, 2 * seconds)) / 2;
            same += isSame ? 1 : 0;
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(wasKilled ? "killed" : "had ended")} after {after:F2} s with {files} files, resumed: "
                        + $"{(isSame ? "the same bytes" : "DIFFERENT")}"
                )
            );
            Directory.Delete(Path.Combine(folder, "killed"), recursive: true);
        }

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{command.Name}: {same} of {drawn} the same, {killed} of them killed before their end"
            )
        );
        return same == drawn ? 0 : 1;
    }

    private static int Count(string folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length : 0;

    /// <summary>Hash of everything that must not depend on the interruption: all but provenance, times and the lock. Unfinished files
    /// count.</summary>
    private static string Fingerprint(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, file);
            if (!MayDiffer.Contains(Path.GetFileName(name)) && !name.EndsWith(".time.json", StringComparison.Ordinal))
            {
                hash.AppendData(System.Text.Encoding.UTF8.GetBytes(name));
                hash.AppendData(File.ReadAllBytes(file));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
