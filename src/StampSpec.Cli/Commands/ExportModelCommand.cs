using System.CommandLine;
using StampSpec.Cli.Output;
using StampSpec.Reports;
using StampSpec.Specs;
using StampSpec.Studies.Store;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec export-model</c>: joins the models of a study's layout as one that can be passed on.</summary>
internal static class ExportModelCommand
{
    private const string Licence = "MIT, as StampSpec itself";

    private static readonly Argument<string> Study = new("STUDY") { Description = "The folder of a finished study." };

    private static readonly Option<string?> Layout = new("--layout")
    {
        HelpName = "LAYOUT",
        Description = "The layout whose models are joined; needed if the study has several.",
    };

    private static readonly Option<string> Name = new("--name")
    {
        HelpName = "NAME",
        Description = "Name of the model and of its files.",
        Required = true,
    };

    private static readonly Option<string> Out = new("--out")
    {
        HelpName = "DIR",
        Description = "Folder for NAME.onnx and NAME.md.",
        Required = true,
    };

    private static readonly Option<int?> Models = QuantityOption.Optional<int>(
        "--models",
        "N",
        "Join the first N models, run by run and fold by fold; default: those of the first run. The card has the scores of all runs.",
        new Quantity(1, 1000)
    );

    private static readonly Option<string[]> Limits = new("--limit")
    {
        HelpName = "TEXT",
        Description = "A sentence on what the scores do not show, for the card; may be given several times.",
    };

    private static readonly Option<string> LicenceOption = new("--licence")
    {
        HelpName = "TEXT",
        Description = $"Licence of the model; default: {Licence}.",
        DefaultValueFactory = _ => Licence,
    };

    private static readonly Option<bool> Fresh = FreshOption.Create();

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "export-model",
            "Join the models of one layout of a finished study as one ONNX model, which gives their mean probabilities, and write its card "
                + "(Markdown) with data, scores, limits and licence. classify uses the file without the study. A build of StampSpec ships "
                + "the models whose two files are in src/StampSpec/Inference/Models."
        )
        {
            Study,
            Layout,
            Name,
            Out,
            Models,
            Limits,
            LicenceOption,
            Fresh,
        };
        command.SetAction(parsed => Run(parsed));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var (name, folder) = (parsed.GetRequiredValue(Name), parsed.GetRequiredValue(Out));
        foreach (var extension in new[] { "onnx", "md" })
        {
            FreshOption.RequireNew(new FileInfo(Path.Combine(folder, $"{name}.{extension}")), parsed.GetValue(Fresh));
        }

        var written = StudyReport.ExportModel(
            StudyResults.Load(parsed.GetRequiredValue(Study)),
            parsed.GetValue(Layout),
            name,
            folder,
            parsed.GetValue(Models),
            parsed.GetValue(Limits) ?? [],
            parsed.GetRequiredValue(LicenceOption)
        );
        foreach (var file in written)
        {
            parsed.InvocationConfiguration.Output.WriteLine(file);
        }

        return ExitCode.Done;
    }
}
