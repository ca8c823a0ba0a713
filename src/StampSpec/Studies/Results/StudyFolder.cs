using System.IO.Compression;
using System.Text;
using StampSpec.Diagnostics;

namespace StampSpec.Studies.Results;

/// <summary>Reads and writes the files of a study's folder.</summary>
internal static class StudyFolder
{
    /// <summary>Rows above which predictions are gzipped.</summary>
    private const int MostPlainRows = 50_000;

    /// <summary>Reads everything.</summary>
    /// <exception cref="InvalidInputException">The folder holds no finished study, or a file is not what a study writes.</exception>
    public static StudyResults Read(string folder)
    {
        var compressed = Path.Combine(folder, ResultFile.CompressedPredictions);
        return new StudyResults(
            folder,
            StudyJson.Read<StudySummary>(Required(folder, ResultFile.Summary)),
            StudyJson.Read<StudyProvenance>(Required(folder, ResultFile.Provenance)),
            CsvTable.Read<ScoreRow>(Required(folder, ResultFile.Scores)),
            PredictionCsv.Read(File.Exists(compressed) ? compressed : Required(folder, ResultFile.Predictions)),
            CsvTable.Read<ObjectRow>(Required(folder, ResultFile.Objects)),
            CsvTable.Read<ByteRow>(Required(folder, ResultFile.Bytes)),
            CsvTable.Read<HistoryRow>(Required(folder, ResultFile.History)),
            CsvTable.Read<SkippedRow>(Required(folder, ResultFile.Skipped)));
    }

    /// <summary>Writes everything; the summary, whose presence says that the study is finished, comes last.</summary>
    public static void Write(StudyResults results)
    {
        Directory.CreateDirectory(results.Folder);
        File.Delete(PathOf(ResultFile.Summary));
        AtomicFile.Write(PathOf(ResultFile.Scores), CsvTable.Format(results.Scores));
        WritePredictions(results);
        AtomicFile.Write(PathOf(ResultFile.Objects), CsvTable.Format(results.Objects));
        AtomicFile.Write(PathOf(ResultFile.Bytes), CsvTable.Format(results.Bytes));
        AtomicFile.Write(PathOf(ResultFile.History), CsvTable.Format(results.History));
        AtomicFile.Write(PathOf(ResultFile.Skipped), CsvTable.Format(results.Skipped));
        AtomicFile.Write(PathOf(ResultFile.Provenance), StudyJson.Format(results.Provenance));
        AtomicFile.Write(PathOf(ResultFile.Summary), StudyJson.Format(results.Summary));

        string PathOf(string name) => Path.Combine(results.Folder, name);
    }

    private static void WritePredictions(StudyResults results)
    {
        var plain = Path.Combine(results.Folder, ResultFile.Predictions);
        var compressed = Path.Combine(results.Folder, ResultFile.CompressedPredictions);
        var text = PredictionCsv.Format(results.Summary.Classes, results.Predictions);
        if (results.Predictions.Count <= MostPlainRows)
        {
            AtomicFile.Write(plain, text);
            File.Delete(compressed);
            return;
        }

        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        AtomicFile.Write(compressed, bytes.ToArray());
        File.Delete(plain);
    }

    private static string Required(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? path : throw new InvalidInputException(
            Diagnostic.Error("study.not-finished", $"{folder} holds no finished study: {name} is missing") with
            {
                File = path,
                Fix = "give the folder that stampspec study wrote, or finish the study with --resume",
            });
    }
}
