using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using StampSpec.Cli.Output;
using StampSpec.Common;
using StampSpec.Layouts.Specification;
using StampSpec.Specs;
using StampSpec.Studies.Specification;

namespace StampSpec.Cli.Commands;

/// <summary>
/// <c>stampspec validate SPEC...</c>: lists everything that is wrong with specs, or prints the JSON Schema of a kind of spec.
/// </summary>
internal static class ValidateCommand
{
    private static readonly Argument<string[]> SpecsArgument = new("SPEC")
    {
        Description = "Specs of layouts, studies, packets or key numbers: files, or folders of files.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string> FormatOption = ChoiceOption.Create(
        "--format",
        "Format of the result: text, with one finding per line, or json.",
        ["text", "json"],
        "text"
    );

    private static readonly Option<string?> SchemaOption = new("--schema")
    {
        Description = "Print the JSON Schema of a kind of spec instead; specs/schema contains all of them.",
    };

    private static readonly Option<string?> KeysOption = new("--keys")
    {
        Description = "Print the table of the keys of a kind of spec instead, as Markdown.",
    };

    private static readonly Option<string?> PrintOption = new("--print")
    {
        HelpName = "NAME",
        Description =
            "Print the layout or the study of this name instead, as a starting point for your own. If both have the name, the "
            + "layout is printed.",
    };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        SchemaOption.AcceptOneOf([.. SpecKinds.All.All.Select(d => d.Name)]);
        KeysOption.AcceptOneOf([.. SpecKinds.All.All.Select(d => d.Name)]);
        var command = new Command(
            "validate",
            "List everything that is wrong with specs: file, line, column, what is wrong and what to write."
        )
        {
            SpecsArgument,
            FormatOption,
            SchemaOption,
            KeysOption,
            PrintOption,
        };
        command.Validators.Add(RequireOneTask);
        command.SetAction(Run);
        return command;
    }

    private static void RequireOneTask(CommandResult parsed)
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
            parsed.AddError("give exactly one of SPEC files, --schema, --keys and --print");
        }
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
            output.Write(TextOf(name));
            return ExitCode.Done;
        }

        return Validate(parsed, output, error);
    }

    private static int Validate(ParseResult parsed, TextWriter output, TextWriter error)
    {
        var files = parsed.GetRequiredValue(SpecsArgument).SelectMany(FilesOf).ToList();
        var findings = files.ConvertAll(SpecKinds.All.Validate);
        var diagnostics = findings.SelectMany(f => f).ToList();
        output.Write(parsed.GetValue(FormatOption) == "json" ? DiagnosticText.Json(diagnostics) : DiagnosticText.Lines(diagnostics));
        var errors = diagnostics.Count(d => d.Severity == DiagnosticSeverity.Error);
        error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Counted(files.Count, findings.Count(SpecDocuments.IsUnread))}, {errors} {(errors == 1 ? "error" : "errors")}"
                    + $", {diagnostics.Count - errors} warnings"
            )
        );
        return errors == 0 ? ExitCode.Done : ExitCode.WrongInput;
    }

    private static string Counted(int files, int unread) =>
        unread > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{files - unread} of {files} files could be read")
            : string.Create(CultureInfo.InvariantCulture, $"{files} {(files == 1 ? "file" : "files")}");

    /// <summary>The text of a layout or a study. The schema that its first line names does not come with the command.</summary>
    private static string TextOf(string name)
    {
        var text = LayoutLibrary.TextOf(name) ?? StudyLibrary.TextOf(name) ?? throw Unknown(name);
        return text.Replace(
            "# yaml-language-server: $schema=../schema/layout.json\n",
            """
            # An editor checks this file against layout.json, which this command writes: stampspec validate --schema layout > layout.json
            # yaml-language-server: $schema=layout.json

            """,
            StringComparison.Ordinal
        );
    }

    private static InvalidInputException Unknown(string name) =>
        new(
            Diagnostic.Error(
                "spec.unknown",
                $"there is no layout or study called {name}",
                fix: "write one of " + string.Join(", ", LayoutLibrary.Names.Concat(StudyLibrary.Names))
            )
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
            : throw InvalidInputException.Of(
                "spec.none",
                "the folder contains no .yaml file",
                file: path,
                fix: "give a YAML file or a folder of YAML files"
            );
    }
}
