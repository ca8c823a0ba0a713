namespace StampSpec.Studies.Results;

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
