namespace StampSpec.Learning.Foreign;

/// <summary>A classifier that was trained elsewhere: an ONNX file, and how it is to be read. It is scored, never trained.</summary>
/// <param name="File">The file.</param>
/// <param name="Inputs">What each of its inputs takes.</param>
/// <param name="Classes">Names of the classes in the order of its output.</param>
/// <param name="Gives">What its output means.</param>
/// <param name="Output">Name of the output.</param>
public sealed record ExternalModel(
    ExternalModelFile File,
    IReadOnlyList<ExternalModelInput> Inputs,
    IReadOnlyList<string> Classes,
    ExternalModelScores Gives,
    string Output);
