using System.IO.Compression;
using System.Text;
using StampSpec.Common;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Store;

/// <summary>Reads and writes the files of a study's folder.</summary>
internal static class StudyFolder
{
    /// <summary>Number of rows above which predictions are gzipped.</summary>
    private const int MostPlainRows = 50_000;

    /// <summary>Reads all files of a finished study.</summary>
    /// <exception cref="InvalidInputException">The folder does not contain a finished study, or a file in it is damaged.</exception>
    public static StudyResults Read(string folder)
    {
        return new StudyResults(
            folder,
            StudyJson.Read<StudySummary>(Required(folder, ResultFile.Summary)),
            StudyJson.Read<StudyProvenance>(Required(folder, ResultFile.Provenance)),
            CsvTable.Read<ScoreRow>(Table(folder, ResultFile.Scores)),
            PredictionCsv.Read(Table(folder, ResultFile.Predictions)),
            CsvTable.Read<ObjectRow>(Table(folder, ResultFile.Objects)),
            CsvTable.Read<ByteRow>(Table(folder, ResultFile.Bytes)),
            CsvTable.Read<HistoryRow>(Table(folder, ResultFile.History)),
            CsvTable.Read<SkippedRow>(Table(folder, ResultFile.Skipped))
        )
        {
            Tuning = ReadOptional<TuningRow>(folder, ResultFile.Tuning),
            Slices = ReadOptional<SliceRow>(folder, ResultFile.Slices),
            Mix = ReadOptional<MixRow>(folder, ResultFile.Mix),
            Rates = ReadOptional<RateRow>(folder, ResultFile.Rates),
        };
    }

    /// <summary>Writes the inputs of a study before its cells run.</summary>
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
        File.Delete(Path.Combine(folder, ResultFile.Objects + ResultFile.Compressed));
        AtomicFile.Write(Path.Combine(folder, ResultFile.Bytes), CsvTable.Format(bytes));
        AtomicFile.Write(Path.Combine(folder, ResultFile.Skipped), CsvTable.Format(skipped));
    }

    /// <summary>Writes the results of the cells. The summary comes last and marks the study as finished.</summary>
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

    /// <summary>Writes the trials of a study's tunings; null deletes the table.</summary>
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

    /// <summary>
    /// Writes the scores on parts of the scored objects, at rates of false alerts and, with a mix, under the mix. Without one, the file of
    /// an earlier run is deleted.
    /// </summary>
    public static void WriteSlices(string folder, StudyResults results)
    {
        AtomicFile.Write(Path.Combine(folder, ResultFile.Slices), CsvTable.Format(results.Slices));
        AtomicFile.Write(Path.Combine(folder, ResultFile.Rates), CsvTable.Format(results.Rates));
        var mix = Path.Combine(folder, ResultFile.Mix);
        if (results.Summary.Mix is null)
        {
            File.Delete(mix);
        }
        else
        {
            AtomicFile.Write(mix, CsvTable.Format(results.Mix));
        }
    }

    /// <summary>Writes provenance.json.</summary>
    public static void WriteProvenance(string folder, StudyProvenance provenance) =>
        AtomicFile.Write(Path.Combine(folder, ResultFile.Provenance), StudyJson.Format(provenance));

    /// <summary>Reads provenance.json of a study or of one part of it.</summary>
    public static StudyProvenance ReadProvenance(string folder) => StudyJson.Read<StudyProvenance>(Required(folder, ResultFile.Provenance));

    /// <summary>Reads the tables of a study's inputs; the study may be unfinished.</summary>
    public static (IReadOnlyList<ObjectRow> Objects, IReadOnlyList<ByteRow> Bytes, IReadOnlyList<SkippedRow> Skipped) ReadInputs(
        string folder
    ) =>
        (
            CsvTable.Read<ObjectRow>(Table(folder, ResultFile.Objects)),
            CsvTable.Read<ByteRow>(Table(folder, ResultFile.Bytes)),
            CsvTable.Read<SkippedRow>(Table(folder, ResultFile.Skipped))
        );

    /// <summary>Writes the table of missing pixels before the cells run.</summary>
    public static void WriteMissing(string folder, IReadOnlyList<MissingRow> rows) =>
        AtomicFile.Write(Path.Combine(folder, ResultFile.Missing), CsvTable.Format(rows));

    /// <summary>Reads the table of missing pixels; empty if the file is missing.</summary>
    public static IReadOnlyList<MissingRow> ReadMissing(string folder) => ReadOptional<MissingRow>(folder, ResultFile.Missing);

    private static void WritePredictions(string folder, IReadOnlyList<string> classes, IReadOnlyList<PredictionRow> predictions)
    {
        var plain = Path.Combine(folder, ResultFile.Predictions);
        var compressed = plain + ResultFile.Compressed;
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

    /// <summary>Rejects a folder that contains another study.</summary>
    /// <exception cref="InvalidInputException">The folder contains another study.</exception>
    public static void RefuseOther(string folder, string name)
    {
        var spec = Path.Combine(folder, ResultFile.LockedSpec);
        var held = File.Exists(spec) ? File.ReadLines(spec).FirstOrDefault() : null;
        if (held is not null && held != FirstLine(name))
        {
            throw InvalidInputException.Of(
                "study.other-study",
                $"the folder contains another study ({held})",
                file: folder,
                fix: "give another folder with --out"
            );
        }
    }

    /// <summary>The first line of study.lock.yaml, which names the study.</summary>
    public static string FirstLine(string name) => $"name: {name}";

    private static IReadOnlyList<T> ReadOptional<T>(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? CsvTable.Read<T>(path) : [];
    }

    // A table may be gzipped, with .gz behind its name.
    private static string Table(string folder, string name)
    {
        var compressed = Path.Combine(folder, name + ResultFile.Compressed);
        return File.Exists(compressed) && !File.Exists(Path.Combine(folder, name)) ? compressed : Required(folder, name);
    }

    private static string Required(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path)
            ? path
            : throw InvalidInputException.Of(
                "study.not-finished",
                $"{folder} does not contain a finished study: {name} is missing",
                file: path,
                fix: "give a folder that stampspec study wrote, or finish the study with --resume"
            );
    }
}

/// <summary>Names of the files in a study's folder.</summary>
internal static class ResultFile
{
    public const string Scores = "results.csv";
    public const string Predictions = "predictions.csv";
    public const string Compressed = ".gz";
    public const string Objects = "objects.csv";
    public const string Bytes = "bytes.csv";
    public const string History = "history.csv";
    public const string Tuning = "tuning.csv";
    public const string Slices = "slices.csv";
    public const string Mix = "mix.csv";
    public const string Rates = "rates.csv";
    public const string Skipped = "skipped.csv";
    public const string Missing = "missing.csv";
    public const string Summary = "summary.json";
    public const string Provenance = "provenance.json";
    public const string LockedSpec = "study.lock.yaml";
    public const string Notes = "notes.md";
    public const string Models = "models";
    public const string Cells = "cells";
}
