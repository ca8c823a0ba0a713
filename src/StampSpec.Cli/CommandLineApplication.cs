using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using StampSpec.Cli.Commands;
using StampSpec.Cli.Output;
using StampSpec.Common;

namespace StampSpec.Cli;

/// <summary>The <c>stampspec</c> command: parses the command line, runs one command and turns every outcome into an exit code.</summary>
public static class CommandLineApplication
{
    /// <summary>
    /// How long an interrupted command may take to finish its files. Without this, an interrupt would end the process at once.
    /// </summary>
    private static readonly TimeSpan InterruptPatience = TimeSpan.FromSeconds(10);

    /// <summary>The root command with every command. It is created once, because commands share options.</summary>
    internal static RootCommand Root { get; } = CreateRoot();

    /// <summary>Runs the command line.</summary>
    /// <param name="arguments">Arguments without the program's name. If there are none, the help is written.</param>
    /// <param name="output">Receives results.</param>
    /// <param name="error">Receives everything else.</param>
    /// <returns>
    /// 0 for success, 1 for a failure while running, 2 for a wrong input or command line, 141 if the reader of the output has closed it.
    /// </returns>
    public static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        var parsed = Root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (UnknownWords.Options(parsed) is { Count: > 0 } unknown)
        {
            return Reject(parsed, unknown, error);
        }

        if (parsed.Errors.Count > 0)
        {
            return Reject(
                parsed,
                UnknownWords.Command(parsed) ?? UnknownWords.Surplus(parsed) ?? parsed.Errors.Select(e => e.Message),
                error
            );
        }

        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = InterruptPatience,
        };
        try
        {
            return parsed.Invoke(configuration);
        }
        catch (Exception failure) when (FirstOf(failure) is InvalidInputException invalid)
        {
            return Reject(invalid, error);
        }
        catch (Exception failure) when (FirstOf(failure) is OperationCanceledException)
        {
            error.WriteLine("stopped before the end; finished files are complete, and unfinished ones were removed");
            return ExitCode.Failed;
        }
        catch (Exception failure) when (FirstOf(failure) is BrokenPipeException or IOException { HResult: BrokenPipeException.Code })
        {
            return ExitCode.BrokenPipe;
        }
        catch (Exception failure) when (FirstOf(failure) is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"failed: {FirstOf(failure).Message}");
            return ExitCode.Failed;
        }
    }

    /// <summary>The failure itself, or the first one of several threads.</summary>
    private static Exception FirstOf(Exception failure) =>
        failure is AggregateException many && many.Flatten().InnerExceptions is [var first, ..] ? first : failure;

    private static RootCommand CreateRoot()
    {
        var root = new RootCommand(
            "Study harness for alert-stamp specifications: a study trains and scores a classifier for every layout and run on a dataset."
        );
        var commands = CreateCommands().ToArray();
        foreach (var (command, _) in commands)
        {
            root.Subcommands.Add(command);
        }

        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new CommandHelp(
            (SynchronousCommandLineAction)help.Action!,
            [.. commands.Select(c => (c.Command.Name, c.Summary))],
            ReadingOptions.Groups
        );
        return root;
    }

    /// <summary>Creates every command, in the order of the help, with its line in the list of commands.</summary>
    private static IEnumerable<(Command Command, string Summary)> CreateCommands() =>
        [
            (StudyCommand.Create(), "Train and score classifiers for the layouts of a spec."),
            (PlanCommand.Create(), "Show what study would do, and for how long."),
            (ExploreCommand.Create(), "Search many layouts for the best at every number of bytes."),
            (MergeCommand.Create(), "Join the parts of a study."),
            (CompareCommand.Create(), "Compare two finished studies."),
            (ReportCommand.Create(), "Draw figures, tables and page again."),
            (BudgetCommand.Create(), "Compute bytes, Gbps and petabytes of layouts."),
            (CutCommand.Create(), "Write a layout's stamps as NumPy or FITS."),
            (SimulateCommand.Create(), "Bring ZTF alerts to LSST's resolution."),
            (ResampleCommand.Create(), "Resample one image to another PSF and grid."),
            (SynthesizeCommand.Create(), "Make synthetic alerts with labels."),
            (ClassifyCommand.Create(), "Classify alerts with a trained model."),
            (ModelsCommand.Create(), "List the shipped models."),
            (ExportModelCommand.Create(), "Join a study's models as one file."),
            (InspectCommand.Create(), "Show what packets contain."),
            (ValidateCommand.Create(), "Check specs."),
            (DoctorCommand.Create(), "List what is installed and what is missing."),
            (CiteCommand.Create(), "Print BibTeX entries."),
            (CompletionCommand.Create(), "Print the completion script of a shell."),
        ];

    private static int Reject(ParseResult parsed, IEnumerable<string> problems, TextWriter error)
    {
        foreach (var problem in problems)
        {
            error.WriteLine($"error: {problem}");
        }

        var command = parsed.CommandResult.Command;
        var words = command is RootCommand ? "stampspec" : $"stampspec {command.Name}";
        error.WriteLine($"see '{words} --help'");
        return ExitCode.WrongInput;
    }

    private static int Reject(InvalidInputException invalid, TextWriter error)
    {
        foreach (var diagnostic in invalid.Diagnostics)
        {
            error.WriteLine(diagnostic);
        }

        return ExitCode.WrongInput;
    }
}
