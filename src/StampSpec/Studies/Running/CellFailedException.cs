namespace StampSpec.Studies.Running;

/// <summary>A cell failed, and the first failure was to stop the study.</summary>
public sealed class CellFailedException(string message) : Exception(message);
