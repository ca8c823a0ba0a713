using StampSpec.Cli.Output;
using StampSpec.Studies.Running;

namespace StampSpec.Cli.Commands;

/// <summary>Runs what goes on from its finished cells when it is asked for again, and says so where it ends before its end.</summary>
internal static class ResumableRun
{
    private const string GoesOn = "the same command goes on from them";

    /// <summary>Runs the work and turns every way in which it may fail while running into a sentence and an exit code.</summary>
    /// <param name="folder">Where its cells are.</param>
    /// <param name="error">Where the sentence goes.</param>
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
            error.WriteLine($"stopped before the end; finished cells are in {folder}, and {GoesOn}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"failed: {failure.Message}; finished cells are in {folder}, and {GoesOn}");
        }

        return ExitCode.Failed;
    }
}
