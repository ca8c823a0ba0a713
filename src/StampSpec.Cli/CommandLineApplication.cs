using System.CommandLine;
using StampSpec.Cli.Output;
using StampSpec.Common;

namespace StampSpec.Cli;

/// <summary>The <c>stampspec</c> command: parses, runs one command and turns every outcome into the contract's exit codes.</summary>
public static class CommandLineApplication
{
    /// <summary>
    /// How long an interrupted command may take to put its files in order. Without it an interrupt would end the process at once.
    /// </summary>
    private static readonly TimeSpan InterruptPatience = TimeSpan.FromSeconds(10);

    /// <summary>The root command with every command of the contract; made once, as commands share options.</summary>
    internal static RootCommand Root { get; } = CreateRoot();

    /// <summary>Runs the command line.</summary>
    /// <param name="arguments">Arguments without the program's name; with none, the help is written.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where everything else goes.</param>
    /// <returns>0 done, 1 failed while running, 2 the input or the command line is wrong, 141 nobody reads the output any more.</returns>
    public static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        var parsed = Root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (UnknownOptions.Of(parsed) is { Count: > 0 } unknown)
        {
            return Reject(parsed, unknown, error);
        }

        if (parsed.Errors.Count > 0)
        {
            return Reject(parsed, parsed.Errors.Select(e => e.Message), error);
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
        catch (InvalidInputException invalid)
        {
            return Reject(invalid, error);
        }
        catch (AggregateException many) when (many.Flatten().InnerExceptions is [InvalidInputException invalid, ..])
        {
            return Reject(invalid, error);
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("stopped before the end; what was written so far is complete in itself");
            return ExitCode.Failed;
        }
        catch (BrokenPipeException)
        {
            return ExitCode.BrokenPipe;
        }
        catch (AggregateException many) when (many.Flatten().InnerExceptions is [IOException or UnauthorizedAccessException, ..])
        {
            error.WriteLine($"failed: {many.Flatten().InnerExceptions[0].Message}");
            return ExitCode.Failed;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"failed: {failure.Message}");
            return ExitCode.Failed;
        }
    }

    private static RootCommand CreateRoot()
    {
        var root = new RootCommand("Study harness for alert-stamp specifications: a study is layout x dataset x classifier x run.");
        foreach (var command in CommandList.Create())
        {
            root.Subcommands.Add(command);
        }

        return root;
    }

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
