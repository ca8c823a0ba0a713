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

    /// <summary>
    /// The reader of standard output has closed it. A shell reports this code, 128 + 13, for a program that SIGPIPE ended.
    /// </summary>
    public const int BrokenPipe = 141;
}
