using System.CommandLine;
using StampSpec.Cli.Output;
using StampSpec.Inference;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec models</c>: the models that ship with the tool.</summary>
internal static class ModelsCommand
{
    private static readonly Argument<string?> Name = new("NAME")
    {
        Description = "A shipped model, whose card is printed; without it, all are listed.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "models",
            "List the models that ship with StampSpec, which classify uses by their names: survey, layout, the field that cutouts must "
                + "contain, bytes, macro-F1 with its 95 % interval, classes, data and licence. With NAME, print the model's card."
        )
        {
            Name,
        };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(Name) is { } name)
            {
                output.Write(AlertClassifier.ShippedCard(name));
                return ExitCode.Done;
            }

            var rows = AlertClassifier.ShippedTable();
            if (rows.Count == 1)
            {
                parsed.InvocationConfiguration.Error.WriteLine(
                    "this build ships no models; classify with a model of a study, or make one with export-model"
                );
                return ExitCode.Done;
            }

            TextTable.Write(output, rows[0], [.. rows.Skip(1)]);
            return ExitCode.Done;
        });
        return command;
    }
}
