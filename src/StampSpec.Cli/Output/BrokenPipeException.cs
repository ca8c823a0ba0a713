namespace StampSpec.Cli.Output;

/// <summary>Whoever read standard output has gone.</summary>
internal sealed class BrokenPipeException(IOException cause) : IOException("nobody reads standard output any more", cause);
