namespace StampSpec.Studies.Model;

/// <summary>Finds the study's own alerts that share an object or a group with an alert that only serves for training.</summary>
internal sealed class OwnRelatives
{
    private readonly Dictionary<string, List<int>> _byName = new(StringComparer.Ordinal);

    /// <summary>Notes the names of the objects that may be validated or scored.</summary>
    public OwnRelatives(IReadOnlyList<ObjectRow> objects)
    {
        foreach (var (index, row) in objects.Index().Where(o => o.Item.Role is DataRole.Development or DataRole.Test))
        {
            foreach (var name in NamesOf(row.ObjectId, row.Group, row.Origin))
            {
                if (!_byName.TryGetValue(name, out var members))
                {
                    _byName.Add(name, members = []);
                }

                members.Add(index);
            }
        }
    }

    /// <summary>Indices of the related objects.</summary>
    public IReadOnlyList<int> Of(string objectId, string group, string origin) =>
        [.. NamesOf(objectId, group, origin).SelectMany(name => _byName.GetValueOrDefault(name) ?? []).Distinct()];

    /// <summary>
    /// The names by which an alert is known: its group and, if it is real, its object. Made alerts have the same object ids in every set;
    /// their groups tell the sets apart.
    /// </summary>
    public static IEnumerable<string> NamesOf(string objectId, string group, string origin) =>
        origin.Contains(DataOrigin.Real, StringComparison.Ordinal) && objectId != group ? [group, objectId] : [group];
}
