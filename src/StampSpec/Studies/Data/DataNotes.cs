using System.Globalization;
using StampSpec.Specs;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Data;

/// <summary>What a user should know about a study's data before the training: sentences for <c>study</c> and <c>plan</c>.</summary>
internal static class DataNotes
{
    /// <summary>A scale with a larger fraction of missing pixels is mentioned.</summary>
    private const double NotableMissingFraction = 0.05;

    /// <summary>The notes, most important first.</summary>
    public static IReadOnlyList<string> Of(Study study, StudyData data, IReadOnlyList<MissingRow> missing) =>
        [
            .. study.Inherited.Select(key => $"the key {key.Key} comes from the included study {key.Value}"),
            .. OtherClasses(study.DataSet.Classes, data.OtherClasses),
            .. WithoutTestAlerts(study.DataSet, data),
            .. Pinned(study.DataSet, data),
            .. FurtherLabelled(data, DataRole.Training),
            .. FurtherLabelled(data, DataRole.Pretraining),
            .. WithoutTrains(data.Skipped),
            .. Missing(study, missing, data.Cutouts),
        ];

    /// <summary>Why no alert can be used, and what to do.</summary>
    public static string WhyNone(Study study, LabelledFileReader? files, IReadOnlyList<SkippedRow> skipped)
    {
        var misfits = skipped.Where(s => s.Reason == SkipReason.LayoutMisfit).ToArray();
        if (misfits.Length > 0)
        {
            return $"{misfits.Length} alerts have classes of the study but do not fit its layouts; the first: {misfits[0].Detail}";
        }

        return Unlabelled(files, skipped) is { } sentence ? sentence
            : string.Join("; ", OtherClasses(study.DataSet.Classes, files?.OtherClasses ?? new Dictionary<string, int>()))
                is { Length: > 0 } others
                ? others
            : "check that the labels contain the candids of these alerts and classes of the study";
    }

    /// <summary>The reason if no alert that could be read has a label; otherwise null.</summary>
    private static string? Unlabelled(LabelledFileReader? files, IReadOnlyList<SkippedRow> skipped)
    {
        if (files is null || files.HasLabelledAlerts)
        {
            return null;
        }

        var (unlabelled, candids) = (skipped.Count(s => s.Reason == SkipReason.Unlabelled), files.LabelledCandids);
        return unlabelled == 0 && skipped.FirstOrDefault(s => s.Reason == SkipReason.Unreadable) is { } unreadable
                ? $"the first problem: {unreadable.Detail}"
            : unlabelled > 0 && candids.Count > 0
                ? FormattableString.Invariant(
                    $"none of the {unlabelled} alerts has a candid of the label table, which has {candids.Count}, such as {candids[0]}; "
                ) + "give the labels of these alerts"
            : null;
    }

    private static IEnumerable<string> OtherClasses(IReadOnlyList<string> classes, IReadOnlyDictionary<string, int> others)
    {
        if (others.Count == 0)
        {
            yield break;
        }

        var named = others.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).ToArray();
        var listed = string.Join(", ", named.Take(10).Select(c => $"{c.Key} ({c.Value})")) + (named.Length > 10 ? ", ..." : "");
        var meant = named
            .Select(c => (c.Key, Nearest: NearestName.Of(c.Key, classes)))
            .Where(c => c.Nearest is not null)
            .Select(c => $"did you mean {c.Nearest} by {c.Key}?")
            .Take(3);
        yield return string.Join(
            " ",
            [$"the labels contain classes that are not in dataset.classes ({string.Join(", ", classes)}): {listed}", .. meant]
        );
    }

    private static IEnumerable<string> WithoutTestAlerts(StudyDataSet dataSet, StudyData data)
    {
        var tested = data.Objects.Where(o => o.Role == DataRole.Test).Select(o => o.Class).ToHashSet(StringComparer.Ordinal);
        string[] absent = [.. dataSet.Classes.Where(c => !tested.Contains(c))];
        if (dataSet.Test is not null && absent.Length > 0)
        {
            yield return $"the separate test set has no alerts of {string.Join(", ", absent)}, so macro figures are means over "
                + string.Join(", ", dataSet.Classes.Where(tested.Contains));
        }
    }

    private static IEnumerable<string> Pinned(StudyDataSet dataSet, StudyData data)
    {
        var absent = data.Skipped.Count(s => s.Reason == SkipReason.NoAlert);
        if (dataSet.CandidsPath is { } path && absent > 0)
        {
            yield return $"{absent} alerts that {Path.GetFileName(path)} lists were not found; skipped.csv names them";
        }
    }

    private static IEnumerable<string> FurtherLabelled(StudyData data, string role)
    {
        var joined = data.Objects.Where(o => o.Role == role && o.Origin.Contains(DataOrigin.Real, StringComparison.Ordinal)).ToArray();
        foreach (var origin in joined.GroupBy(o => o.Origin))
        {
            var classes = origin.CountBy(o => o.Class).OrderByDescending(c => c.Value).Select(c => $"{c.Key} {c.Value}");
            yield return $"{origin.Count()} further alerts, {origin.Key}, join only the {role}: {string.Join(", ", classes)}";
        }

        var own = data.Skipped.Count(s => s.Role == role && s.Reason == SkipReason.OwnAlert);
        var kept = role == DataRole.Training ? data.RelatedTraining.Count : 0;
        if (own > 0)
        {
            yield return $"{own} alerts of these labels do not join, because the study itself uses them";
        }

        if (kept > 0)
        {
            yield return $"{kept} of them share an object or group with the study's own alerts, and join only cells that neither validate "
                + "nor score these";
        }
    }

    private static IEnumerable<string> WithoutTrains(IReadOnlyList<SkippedRow> skipped)
    {
        // The detail of such a row begins with the class.
        var classes = skipped.Where(s => s.Reason == SkipReason.GlintTrain).CountBy(s => s.Detail.Split(':')[0]).ToArray();
        if (classes.Length > 0)
        {
            var listed = string.Join(", ", classes.OrderByDescending(c => c.Value).Select(c => $"{c.Key} ({c.Value})"));
            yield return $"{classes.Sum(c => c.Value)} alerts of trains of glints were left out, as Rubin's filter does: {listed}; "
                + "skipped.csv names them";
        }
    }

    private static IEnumerable<string> Missing(Study study, IReadOnlyList<MissingRow> missing, IReadOnlyList<CutoutSize> cutouts) =>
        from row in missing
        where row.MissingFraction > NotableMissingFraction
        let side = row.Pixels * row.PixelScaleArcsec
        let cause = study.Layouts.Any(l => l.Name == row.Layout && l.Layout.SmallestPixels is not null)
            ? "its stamps are as large as footprints, or "
            : ""
        select string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Layout}: {row.MissingFraction:0 %} of the pixels of scale {row.Scale} ({side:0.#} arcsec wide) are missing, because "
                + $"{cause}the cutouts are {Widths(cutouts)} wide or lie at the edge of a detector"
        );

    private static string Widths(IReadOnlyList<CutoutSize> cutouts)
    {
        var (narrowest, widest) = (cutouts.Min(c => c.SideArcsec), cutouts.Max(c => c.SideArcsec));
        return narrowest == widest
            ? string.Create(CultureInfo.InvariantCulture, $"{widest:0.#} arcsec")
            : string.Create(CultureInfo.InvariantCulture, $"{narrowest:0.#} to {widest:0.#} arcsec");
    }
}
