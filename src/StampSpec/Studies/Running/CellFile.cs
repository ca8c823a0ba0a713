using StampSpec.Studies.Results;

namespace StampSpec.Studies.Running;

/// <summary>Paths of a cell's files, relative to the study's folder, with forward slashes on every system.</summary>
internal static class CellFile
{
    public static string Manifest(StudyCell cell) => $"{ResultFile.Cells}/{cell.Name}.json";

    public static string Time(StudyCell cell) => $"{ResultFile.Cells}/{cell.Name}.time.json";

    public static string Predictions(StudyCell cell) => $"{ResultFile.Cells}/{cell.Name}.predictions.csv";

    public static string History(StudyCell cell) => $"{ResultFile.Cells}/{cell.Name}.history.csv";

    public static string Tuning(StudyCell cell) => $"{ResultFile.Cells}/{cell.Name}.tuning.csv";

    public static string Model(StudyCell cell) => $"{ResultFile.Models}/{cell.Name}.onnx";

    public static string Pretrained(StudyCell cell) => $"{ResultFile.Models}/{cell.RunName}-pretrained.onnx";

    public static string PretrainedManifest(StudyCell cell) => $"{ResultFile.Cells}/{cell.RunName}-pretrained.json";

    public static string Card(StudyCell cell) => $"{ResultFile.Models}/{cell.Name}.json";
}
