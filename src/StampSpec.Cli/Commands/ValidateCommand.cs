using System.CommandLine;
using System.Globalization;
using StampSpec.Cli.Output;
using StampSpec.Common;
using StampSpec.Layouts.Specification;
using StampSpec.Studies.Specification;

namespace StampSpec.Cli.Commands;

/// <summary>
/// <c>stampspec validate SPEC...</c>: everything that is wrong with specs, at once; or the JSON Schema of a kind of spec.
/// </summary>
internal static class ValidateCommand
{
    private static readonly Argument<string[]> SpecsArgument = new("SPEC")
    {
        Description = "Layouts, studies, packets or key numbers: files, or folders of them.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string> FormatOption = new("--format")
    {
        Description = "text, one finding a line, or json.",
        DefaultValueFactory = _ => "text",
    };

    private static readonly Option<string?> SchemaOption = new("--schema")
    {
        Description = "Print the JSON Schema of a kind of spec instead; specs/schema holds them.",
    };

    private static readonly Option<string?> KeysOption = new("--keys")
    {
        Description = "Print the table of a kind of spec's keys instead, as Markdown.",
    };

    private static readonly Option<string?> PrintOption = new("--print")
    {
        HelpName = "NAME",
        Description =
            "Print a layout or a study that is known by name instead, as a start for one's own; a layout where both have the name."
            + "Print a layout or a study that is known by name instead, as a start for one's own; a layout where both have the name.",
    };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        FormatOption.AcceptOnlyFromAmong("text", "json");
        SchemaOption.AcceptOnlyFromAmong([.. SpecKinds.All.All.Select(d => d.Name)]);
        KeysOption.AcceptOnlyFromAmong([.. SpecKinds.All.All.Select(d => d.Name)]);
        var command = new Command(
            "validate",
            "Lists everything that is wrong with specs: file, line, column, what is wrong, what to write."
        )
        {
            SpecsArgument,
            FormatOption,
            SchemaOption,
            KeysOption,
            PrintOption,
        };
        command.Validators.Add(parsed =>
        {
            var asked = new[]
            {
                parsed.GetValue(SpecsArgument) is { Length: > 0 },
                parsed.GetValue(SchemaOption) is not null,
                parsed.GetValue(KeysOption) is not null,
                parsed.GetValue(PrintOption) is not null,
            };
            if (asked.Count(a => a) != 1)
            {
                parsed.AddError("give SPEC files, or --schema, or --keys, or --print");
            }
        });
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (parsed.GetValue(SchemaOption) is { } kind)
        {
            output.Write(SpecKinds.All.All.Single(d => d.Name == kind).ToJsonSchema());
            return ExitCode.Done;
        }

        if (parsed.GetValue(KeysOption) is { } documented)
        {
            output.Write(SpecKinds.All.All.Single(d => d.Name == documented).ToMarkdownTable());
            return ExitCode.Done;
        }

        if (parsed.GetValue(PrintOption) is { } name)
        {
            output.Write(LayoutLibrary.TextOf(name) ?? StudyLibrary.TextOf(name) ?? throw Unknown(name));
            return ExitCode.Done;
        }

        var files = parsed.GetRequiredValue(SpecsArgument).SelectMany(FilesOf).ToList();
        var diagnostics = files.SelectMany(SpecKinds.All.Validate).ToList();
        output.Write(parsed.GetValue(FormatOption) == "json" ? DiagnosticText.Json(diagnostics) : DiagnosticText.Lines(diagnostics));
        var errors = diagnostics.Count(d => d.Severity == DiagnosticSeverity.Error);
        error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{files.Count} {(files.Count == 1 ? "file" : "files")}, {errors} {(errors == 1 ? "error" : "errors")}"
                    + $", {diagnostics.Count - errors} warnings"
            )
        );
        return errors == 0 ? ExitCode.Done : ExitCode.WrongInput;
    }

    private static InvalidInputException Unknown(string name) =>
        new(
            Diagnostic.Error("spec.unknown", $"no layout and no study is called {name}") with
            {
                Fix = "write one of " + string.Join(", ", LayoutLibrary.Names.Concat(StudyLibrary.Names)),
            }
        );

    private static IEnumerable<string> FilesOf(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        var files = Directory.GetFiles(path, "*.yaml").Order(StringComparer.Ordinal).ToList();
        return files.Count > 0
            ? files
            : throw new InvalidInputException(Diagnostic.Error("spec.none", "the folder holds no .yaml file") with { File = path });
    }
}
