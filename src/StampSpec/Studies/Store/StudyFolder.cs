using System.IO.Compression;
using System.Text;
using StampSpec.Common;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Store;

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
            CsvTable.Read<SkippedRow>(Required(folder, ResultFile.Skipped))
        )
        {
            Tuning = ReadOptional<TuningRow>(folder, ResultFile.Tuning),
            Slices = ReadOptional<SliceRow>(folder, ResultFile.Slices),
        };
    }

    /// <summary>Writes what a study rests on, before its cells run.</summary>
    public static void WriteInputs(
        string folder,
        string lockedSpec,
        IReadOnlyList<ObjectRow> objects,
        IReadOnlyList<ByteRow> bytes,
        IReadOnlyList<SkippedRow> skipped
    )
    {
        Directory.CreateDirectory(folder);
        File.Delete(Path.Combine(folder, ResultFile.Summary));
        AtomicFile.Write(Path.Combine(folder, ResultFile.LockedSpec), lockedSpec);
        AtomicFile.Write(Path.Combine(folder, ResultFile.Objects), CsvTable.Format(objects));
        AtomicFile.Write(Path.Combine(folder, ResultFile.Bytes), CsvTable.Format(bytes));
        AtomicFile.Write(Path.Combine(folder, ResultFile.Skipped), CsvTable.Format(skipped));
    }

    /// <summary>Writes what the cells gave; the summary, whose presence says that the study is finished, comes last.</summary>
    public static void WriteFindings(
        string folder,
        StudySummary summary,
        StudyProvenance provenance,
        IReadOnlyList<ScoreRow> scores,
        IReadOnlyList<PredictionRow> predictions,
        IReadOnlyList<HistoryRow> history
    )
    {
        AtomicFile.Write(Path.Combine(folder, ResultFile.Scores), CsvTable.Format(scores));
        WritePredictions(folder, summary.Classes, predictions);
        AtomicFile.Write(Path.Combine(folder, ResultFile.History), CsvTable.Format(history));
        WriteProvenance(folder, provenance);
        AtomicFile.Write(Path.Combine(folder, ResultFile.Summary), StudyJson.Format(summary));
    }

    /// <summary>Writes the trials of a study's tunings; null, without tuning, leaves no such table.</summary>
    public static void WriteTuning(string folder, IReadOnlyList<TuningRow>? trials)
    {
        var path = Path.Combine(folder, ResultFile.Tuning);
        if (trials is null)
        {
            File.Delete(path);
            return;
        }

        AtomicFile.Write(path, CsvTable.Format(trials));
    }

    /// <summary>Writes the scores on parts of the scored objects.</summary>
    public static void WriteSlices(string folder, IReadOnlyList<SliceRow> rows) =>
        AtomicFile.Write(Path.Combine(folder, ResultFile.Slices), CsvTable.Format(rows));

    /// <summary>Writes what made the results.</summary>
    public static void WriteProvenance(string folder, StudyProvenance provenance) =>
        AtomicFile.Write(Path.Combine(folder, ResultFile.Provenance), StudyJson.Format(provenance));

    /// <summary>Reads what made the results, of a study that may be one part of several.</summary>
    public static StudyProvenance ReadProvenance(string folder) => StudyJson.Read<StudyProvenance>(Required(folder, ResultFile.Provenance));

    /// <summary>The tables that a study rests on, from a folder whose study may be unfinished.</summary>
    public static (IReadOnlyList<ObjectRow> Objects, IReadOnlyList<ByteRow> Bytes, IReadOnlyList<SkippedRow> Skipped) ReadInputs(
        string folder
    ) =>
        (
            CsvTable.Read<ObjectRow>(Required(folder, ResultFile.Objects)),
            CsvTable.Read<ByteRow>(Required(folder, ResultFile.Bytes)),
            CsvTable.Read<SkippedRow>(Required(folder, ResultFile.Skipped))
        );

    /// <summary>Writes how much of the stamps holds nothing, before the cells run.</summary>
    public static void WriteMissing(string folder, IReadOnlyList<MissingRow> rows) =>
        AtomicFile.Write(Path.Combine(folder, ResultFile.Missing), CsvTable.Format(rows));

    /// <summary>Reads how much of the stamps holds nothing; empty where the folder does not say it.</summary>
    public static IReadOnlyList<MissingRow> ReadMissing(string folder) => ReadOptional<MissingRow>(folder, ResultFile.Missing);

    private static void WritePredictions(string folder, IReadOnlyList<string> classes, IReadOnlyList<PredictionRow> predictions)
    {
        var plain = Path.Combine(folder, ResultFile.Predictions);
        var compressed = Path.Combine(folder, ResultFile.CompressedPredictions);
        var text = PredictionCsv.Format(classes, predictions);
        if (predictions.Count <= MostPlainRows)
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

    /// <summary>Refuses a folder that holds another study.</summary>
    /// <exception cref="InvalidInputException">It does.</exception>
    public static void RefuseOther(string folder, string name)
    {
        var spec = Path.Combine(folder, ResultFile.LockedSpec);
        var held = File.Exists(spec) ? File.ReadLines(spec).FirstOrDefault() : null;
        if (held is not null && held != FirstLine(name))
        {
            throw new InvalidInputException(
                Diagnostic.Error("study.other-study", $"the folder holds another study ({held})") with
                {
                    File = folder,
                    Fix = "give another folder with --out",
                }
            );
        }
    }

    /// <summary>The first line of study.lock.yaml, which says whose folder it is.</summary>
    public static string FirstLine(string name) => $"name: {name}";

    private static IReadOnlyList<T> ReadOptional<T>(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? CsvTable.Read<T>(path) : [];
    }

    private static string Required(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path)
            ? path
            : throw new InvalidInputException(
                Diagnostic.Error("study.not-finished", $"{folder} holds no finished study: {name} is missing") with
                {
                    File = path,
                    Fix = "give the folder that stampspec study wrote, or finish the study with --resume",
                }
            );
    }
}

/// <summary>Names of the files in a study's folder.</summary>
internal static class ResultFile
{
    public const string Scores = "results.csv";
    public const string Predictions = "predictions.csv";
    public const string CompressedPredictions = "predictions.csv.gz";
    public const string Objects = "objects.csv";
    public const string Bytes = "bytes.csv";
    public const string History = "history.csv";
    public const string Tuning = "tuning.csv";
    public const string Slices = "slices.csv";
    public const string Skipped = "skipped.csv";
    public const string Missing = "missing.csv";
    public const string Summary = "summary.json";
    public const string Provenance = "provenance.json";
    public const string LockedSpec = "study.lock.yaml";
    public const string Models = "models";
    public const string Cells = "cells";
}
