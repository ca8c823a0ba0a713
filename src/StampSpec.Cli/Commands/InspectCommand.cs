using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using StampSpec.Alerts.Inspection;
using StampSpec.Cli.Output;
using StampSpec.Common;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec inspect</c>: shows the contents of packets and the bytes of each part.</summary>
internal static class InspectCommand
{
    private const string Table = "table";
    private const string Json = "json";

    private static readonly JsonSerializerOptions JsonText = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Argument<string[]> Alerts = new("ALERTS")
    {
        Description = ReadingOptions.Alerts,
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Format = ChoiceOption.Create(
        "--format",
        "Format of the result: table or json.",
        [Table, Json],
        Table
    );

    private static readonly InspectPicture Picture = new();

    private static readonly ReadingOptions Reading = new();

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "inspect",
            "Show the contents of packets: fields, cutouts, and the bytes of each part. With --png, draw one alert instead."
        )
        {
            Alerts,
            Format,
        };
        Picture.AddTo(command);
        Reading.AddTo(command);
        // The work runs on another thread, because an interrupt is handled only after the action has returned its task.
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), cancellation));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var alerts = parsed.GetRequiredValue(Alerts);
        var options = Reading.Of(parsed, alerts, cancellation);
        if (Picture.IsWanted(parsed))
        {
            return Picture.Draw(parsed, alerts, options);
        }

        using var problems = new ProblemLines(parsed.InvocationConfiguration.Error);
        var hasErrors = false;
        var inspections = options.Kafka.Follow(PacketInspector.Inspect(alerts, options), inspection => inspection.File).Select(Reported);
        Reading.Run(parsed, options, keepsPart: true, () => Write(parsed, inspections));
        return hasErrors ? ExitCode.WrongInput : ExitCode.Done;

        PacketInspection Reported(PacketInspection inspection)
        {
            cancellation.ThrowIfCancellationRequested();
            if (inspection.Error is { } problem)
            {
                hasErrors |= problem.Severity == DiagnosticSeverity.Error;
                problems.Write(problem);
            }

            return inspection;
        }
    }

    private static void Write(ParseResult parsed, IEnumerable<PacketInspection> inspections)
    {
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Format) == Json)
        {
            WriteArray(inspections, output);
            return;
        }

        var kinds = new OrderedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var inspection in inspections)
        {
            WriteTable(inspection, output);
            var kind = KindInWords(inspection);
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        }

        var count = kinds.Values.Sum();
        if (count > 1)
        {
            var listed = string.Join(", ", kinds.Select(kind => FormattableString.Invariant($"{kind.Value} {kind.Key}")));
            output.WriteLine(FormattableString.Invariant($"{count} packets: {listed}"));
        }
    }

    private static string KindInWords(PacketInspection inspection)
    {
        var survey = inspection.Kind switch
        {
            null => "unreadable",
            "ztf" => "of ZTF",
            "lsst" => "of Rubin",
            var other => $"other ({other})",
        };
        return inspection switch
        {
            { Kind: null } or { Error: null } => survey,
            { Error.Severity: DiagnosticSeverity.Error } => $"{survey}, damaged",
            _ => $"{survey} without schema",
        };
    }

    // One array, whose elements are written as they come; it is complete also after an interruption.
    private static void WriteArray(IEnumerable<PacketInspection> inspections, TextWriter output)
    {
        var separator = "";
        output.Write('[');
        try
        {
            foreach (var inspection in inspections)
            {
                var element = JsonSerializer.Serialize(ForJson(inspection), JsonText).ReplaceLineEndings("\n  ");
                output.Write($"{separator}\n  {element}");
                separator = ",";
            }
        }
        finally
        {
            output.Write(separator.Length > 0 ? "\n]\n" : "]\n");
        }
    }

    private static object ForJson(PacketInspection inspection) =>
        new
        {
            inspection.File,
            inspection.Kind,
            inspection.Bytes,
            inspection.Parts,
            inspection.Cutouts,
            Error = inspection.Error?.ToString(),
        };

    private static void WriteTable(PacketInspection inspection, TextWriter output)
    {
        var bytes = inspection.Bytes == 0 ? "" : FormattableString.Invariant($", {inspection.Bytes} bytes");
        output.WriteLine($"{inspection.File}: {inspection.Kind ?? "unreadable"}{bytes}");
        var width = inspection.Parts.Select(part => part.Name.Length).Append(24).Max();
        foreach (var part in inspection.Parts)
        {
            output.WriteLine(
                FormattableString.Invariant($"  {part.Name.PadRight(width)}{part.Bytes, 12}{100.0 * part.Bytes / inspection.Bytes, 8:F1} %")
            );
        }

        foreach (var cutout in inspection.Cutouts)
        {
            output.WriteLine(
                FormattableString.Invariant(
                    $"  {cutout.Name}: {cutout.Width} x {cutout.Height} pixels, {cutout.Finite} of {cutout.Width * cutout.Height} finite"
                )
            );
        }
    }
}
