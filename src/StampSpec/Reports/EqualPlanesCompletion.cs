using StampSpec.Common;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;

namespace StampSpec.Reports;

/// <summary>Adds bytes at equal planes to results of versions that did not write them, from the layouts of the locked spec.</summary>
internal static class EqualPlanesCompletion
{
    /// <summary>The results with the rows that follow from the layouts; unchanged if they have such rows, or if the spec cannot be
    /// read.</summary>
    public static StudyResults Complete(StudyResults results)
    {
        var locked = Path.Combine(results.Folder, ResultFile.LockedSpec);
        if (results.Bytes.Any(r => r.Planes != ByteRow.OwnPlanes) || !File.Exists(locked))
        {
            return results;
        }

        try
        {
            ByteRow[] own = [.. results.Bytes];
            var rows = StudyBytes.AtEqualPlanes(StudySpecFile.Load(locked, []), own);
            return results with { Bytes = [.. own, .. rows] };
        }
        catch (InvalidInputException)
        {
            return results;
        }
    }
}
