using StampSpec.Cli.Output;
using StampSpec.Studies.Running;

namespace StampSpec.Cli.Commands;

/// <summary>Runs work that continues from its finished cells when it is started again, and says so if it stops early.</summary>
internal static class ResumableRun
{
    private const string Continues = "the same command continues from them";

    /// <summary>Runs the work and turns every failure while running into a sentence and an exit code.</summary>
    /// <param name="folder">The folder with its cells.</param>
    /// <param name="error">Receives the sentence.</param>
    /// <param name="work">The work, which gives its exit code.</param>
    public static int Watch(string folder, TextWriter error, Func<int> work)
    {
        try
        {
            return work();
        }
        catch (CellFailedException failure)
        {
            error.WriteLine($"failed: {failure.Message}");
        }
        catch (OperationCanceledException)
        {
            error.WriteLine($"stopped before the end; finished cells are in {folder}, and {Continues}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"failed: {failure.Message}; finished cells are in {folder}, and {Continues}");
        }

        return ExitCode.Failed;
    }
}
