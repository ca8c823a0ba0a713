using StampSpec.Common;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Running;

/// <summary>Merges parts of a study that ran separately into the folder that one run would have written.</summary>
public static class StudyMerge
{
    /// <summary>Merges the parts.</summary>
    /// <param name="parts">Folders that <see cref="StudyRunner"/> wrote for parts of one study.</param>
    /// <param name="folder">The folder of the merged study.</param>
    /// <param name="command">The command, for provenance.</param>
    /// <exception cref="InvalidInputException">The parts belong to different studies or data, or a cell is missing from all
    /// parts.</exception>
    public static StudyOutcome Join(IReadOnlyList<string> parts, string folder, string command)
    {
        RefusePart(parts, folder);
        RequireStudies(parts);
        using var taken = FolderLock.Take(folder);
        var study = CommonStudy(parts);
        StudyFolder.RefuseOther(folder, study.Name);
        RequireSameInputs(parts);
        var cells = study.MakeCells();
        var sources = cells.Select(cell => (Cell: cell, Part: parts.FirstOrDefault(p => Holds(p, cell)))).ToArray();
        RequireAll([.. sources.Where(s => s.Part is null).Select(s => s.Cell.Name)], folder);
        RequireSameCalculations(parts);
        FinishedWork.Protect(folder, [.. sources.Select(s => (s.Cell, s.Part!))]);
        var (objects, bytes, skipped) = StudyFolder.ReadInputs(parts[0]);
        var lockedSpec = LockedSpec.Write(study, folder);
        StudyFolder.WriteInputs(folder, lockedSpec, objects, bytes, skipped);
        StudyFolder.WriteMissing(folder, StudyFolder.ReadMissing(parts[0]));
        var store = new CellStore(folder);
        store.Create();
        foreach (var (cell, part) in sources)
        {
            store.CopyFrom(part!, cell);
            store.Pretrained.CopyFrom(part!, cell);
        }

        var results = StudyAssembly.Write(study, folder, store, Provenance(study, cells, parts, command, lockedSpec, store));
        return new StudyOutcome(folder, results, 0, sources.Length, results.Summary.Failed);
    }

    /// <summary>Joining into one of the parts would replace that part's files with copies of themselves while they are read.</summary>
    private static void RefusePart(IReadOnlyList<string> parts, string folder)
    {
        if (parts.FirstOrDefault(p => RealPath(p) == RealPath(folder)) is { } part)
        {
            throw InvalidInputException.Of(
                "merge.into-part",
                $"--out names {part}, which is one of the parts to join",
                file: folder,
                fix: "give a new folder with --out"
            );
        }
    }

    private static void RequireStudies(IReadOnlyList<string> parts)
    {
        if (parts.FirstOrDefault(p => !File.Exists(Path.Combine(p, ResultFile.LockedSpec))) is { } odd)
        {
            throw InvalidInputException.Of(
                "merge.no-part",
                Directory.Exists(odd)
                    ? $"the folder contains no part of a study: {ResultFile.LockedSpec} is missing"
                    : "there is no such folder",
                file: odd,
                fix: "give folders that stampspec study --shard wrote"
            );
        }
    }

    private static string RealPath(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return Directory.Exists(full) && Directory.ResolveLinkTarget(full, returnFinalTarget: true) is { } target
            ? Path.TrimEndingDirectorySeparator(target.FullName)
            : full;
    }

    private static Study CommonStudy(IReadOnlyList<string> parts)
    {
        Study[] studies = [.. parts.Select(p => StudySpecFile.Load(Path.Combine(p, ResultFile.LockedSpec), []))];
        // The paths of the data may differ between machines; their content may not, and the cells' keys check it.
        string[] texts = [.. studies.Select(s => StudyJson.Format(s with { DataSet = s.DataSet.WithoutPaths() }))];
        var odd = Array.FindIndex(texts, t => t != texts[0]);
        return odd < 0
            ? studies[0]
            : throw InvalidInputException.Of(
                "merge.other-study",
                $"this part and {parts[0]} belong to different studies: their locked specs differ",
                file: Path.Combine(parts[odd], ResultFile.LockedSpec),
                fix: "give parts of one study that ran with the same spec and options"
            );
    }

    private static void RequireSameInputs(IReadOnlyList<string> parts)
    {
        foreach (var table in new[] { ResultFile.Objects, ResultFile.Bytes, ResultFile.Skipped })
        {
            var first = File.ReadAllBytes(Path.Combine(parts[0], table));
            if (parts.FirstOrDefault(p => !File.ReadAllBytes(Path.Combine(p, table)).SequenceEqual(first)) is { } odd)
            {
                throw InvalidInputException.Of(
                    "merge.other-data",
                    $"{table} differs from that of {parts[0]}, so the parts did not read the same alerts",
                    file: Path.Combine(odd, table)
                );
            }
        }
    }

    private static void RequireSameCalculations(IReadOnlyList<string> parts)
    {
        string?[] versions =
        [
            .. parts.Select(StudyFolder.ReadProvenance).Select(p => p.Calculations).Select(c => c is null ? null : Listed(c)),
        ];
        var odd = Array.FindIndex(versions, v => v is null || v != versions[0]);
        if (odd >= 0)
        {
            throw InvalidInputException.Of(
                "merge.other-calculations",
                versions[odd] is { } version
                    ? $"this part was calculated with {version}, and {parts[0]} with {versions[0]}"
                    : "this part was made by an earlier version of StampSpec, which did not record the calculations",
                file: Path.Combine(parts[odd], ResultFile.Provenance),
                fix: "run this part again with --resume; all parts need the same version of StampSpec"
            );
        }
    }

    private static string Listed(IReadOnlyDictionary<string, string> versions) =>
        string.Join(", ", versions.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key} {v.Value}"));

    private static void RequireAll(IReadOnlyList<string> missing, string folder)
    {
        if (missing.Count > 0)
        {
            var names = string.Join(", ", missing.Take(5)) + (missing.Count > 5 ? ", ..." : "");
            throw InvalidInputException.Of(
                "merge.missing-cells",
                $"{missing.Count} cells are missing from all parts or damaged: {names}",
                file: folder,
                fix: "finish every part with the same --shard I/N, then merge all of them"
            );
        }
    }

    private static bool Holds(string part, StudyCell cell)
    {
        var store = new CellStore(part);
        return store.ReadManifest(cell) is { } manifest && !store.Inspect(cell, manifest.Key).MustRun;
    }

    private static StudyProvenance Provenance(
        Study study,
        IReadOnlyList<StudyCell> cells,
        IReadOnlyList<string> parts,
        string command,
        string lockedSpec,
        CellStore store
    )
    {
        StudyProvenance[] made = [.. parts.Select(StudyFolder.ReadProvenance)];
        return made[0] with
        {
            Command = command,
            SpecSha256 = ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(lockedSpec)),
            WallSeconds = made.Max(p => p.WallSeconds),
            Cells = [.. cells.Select(store.ReadTime).OfType<CellTime>()],
            Pretraining = ProvenanceRecord.PretrainingOf(study, cells, store),
        };
    }
}
