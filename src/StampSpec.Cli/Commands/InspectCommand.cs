using System.CommandLine;
using System.Globalization;
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
        Description = "Files, folders, .tar or .tar.gz of packets; - reads a packet or an archive from standard input.",
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
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        var options = Reading.Of(parsed);
        if (Picture.IsWanted(parsed))
        {
            return Picture.Draw(parsed, parsed.GetRequiredValue(Alerts), options);
        }

        using var problems = new ProblemLines(parsed.InvocationConfiguration.Error);
        var isTable = parsed.GetValue(Format) == Table;
        var inspections = new List<PacketInspection>();
        foreach (var inspection in PacketInspector.Inspect(parsed.GetRequiredValue(Alerts), options))
        {
            inspections.Add(inspection);
            if (inspection.Error is { } problem)
            {
                problems.Write(problem);
            }

            if (isTable)
            {
                WriteTable(inspection, output);
            }
        }

        if (!isTable)
        {
            output.WriteLine(JsonSerializer.Serialize(inspections.Select(ForJson), JsonText));
        }

        return inspections.Any(i => i.Error is { Severity: DiagnosticSeverity.Error }) ? ExitCode.WrongInput : ExitCode.Done;
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
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{inspection.File}: {inspection.Kind ?? "unreadable"}, {inspection.Bytes} bytes")
        );
        foreach (var part in inspection.Parts)
        {
            output.WriteLine(
                FormattableString.Invariant($"  {part.Name, -24}{part.Bytes, 12}{100.0 * part.Bytes / inspection.Bytes, 8:F1} %")
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

        if (inspection.Error is not null)
        {
            output.WriteLine($"  {inspection.Error}");
        }
    }
}
