namespace StampSpec.Cli.Output;

/// <summary>The reader of standard output has closed it.</summary>
internal sealed class BrokenPipeException(IOException cause) : IOException("the reader of standard output has closed it", cause)
{
    /// <summary>The code of the exception that causes it: EPIPE of Linux and macOS.</summary>
    public const int Code = 32;
}
