namespace StampSpec.Reports;

/// <summary>Figures could not be rendered; the message says why in one sentence.</summary>
public sealed class ChartRenderingException(string message, Exception? innerException = null) : IOException(message, innerException);
