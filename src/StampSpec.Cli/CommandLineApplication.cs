using System.CommandLine;
using StampSpec.Diagnostics;

namespace StampSpec.Cli;

/// <summary>The <c>stampspec</c> command: parses, runs one command and turns every outcome into the contract's exit codes.</summary>
public static class CommandLineApplication
{
    /// <summary>Runs the command line.</summary>
    /// <param name="arguments">Arguments without the program's name.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where everything else goes.</param>
    /// <returns>0 done, 1 failed while running, 2 the input or the command line is wrong.</returns>
    public static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Study harness for alert-stamp specifications: layout x dataset x classifier x run.");
        foreach (var command in CommandList.Create())
        {
            root.Subcommands.Add(command);
        }

        var parsed = root.Parse(arguments);
        var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        try
        {
            var code = parsed.Invoke(configuration);
            return parsed.Errors.Count > 0 ? ExitCode.WrongInput : code;
        }
        catch (InvalidInputException invalid)
        {
            foreach (var diagnostic in invalid.Diagnostics)
            {
                error.WriteLine(diagnostic);
            }

            return ExitCode.WrongInput;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("stopped");
            return ExitCode.Failed;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"failed: {failure.Message}");
            return ExitCode.Failed;
        }
    }
}
