using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using StampSpec.Studies.Results;

namespace StampSpec.Studies.Running;

/// <summary>Gathers provenance.json: the only place of a study that reads the clock or asks what machine it runs on.</summary>
internal static class ProvenanceRecord
{
    private const string ProcessorFile = "/proc/cpuinfo";

    /// <summary>Gathers it.</summary>
    public static StudyProvenance Make(Study study, string lockedSpec, string dataSha256, string command, double wallSeconds, CellStore store)
    {
        var version = typeof(ProvenanceRecord).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') ?? [];
        return new StudyProvenance(
            version.ElementAtOrDefault(0) ?? "unknown",
            version.ElementAtOrDefault(1),
            command,
            ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(lockedSpec)),
            dataSha256,
            study.Seed,
            RuntimeInformation.FrameworkDescription,
            $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}, {study.Layouts[0].Training.Device} provider",
            $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}",
            ProcessorName(),
            Environment.ProcessorCount,
            DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            wallSeconds,
            [.. study.Cells.Select(store.ReadTime).OfType<CellTime>()]);
    }

    private static string? ProcessorName() => !File.Exists(ProcessorFile) ? null : File.ReadLines(ProcessorFile)
        .Where(line => line.StartsWith("model name", StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
        .FirstOrDefault();
}
