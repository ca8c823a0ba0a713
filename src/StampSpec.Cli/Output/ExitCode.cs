namespace StampSpec.Cli.Output;

/// <summary>The exit codes of every command.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Failed while running.</summary>
    public const int Failed = 1;

    /// <summary>The input or the command line is wrong.</summary>
    public const int WrongInput = 2;

    /// <summary>Whoever read standard output has gone: what a shell reports of a program that SIGPIPE ended, 128 + 13.</summary>
    public const int BrokenPipe = 141;
}
