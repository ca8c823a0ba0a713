namespace StampSpec.Cli.Output;

/// <summary>The reader of standard output has closed it.</summary>
internal sealed class BrokenPipeException(IOException cause) : IOException("the reader of standard output has closed it", cause);
