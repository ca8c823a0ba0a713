namespace StampSpec.Layouts.Features;

/// <summary>
/// The spatial frequencies (u along columns, v along rows) up to K whose amplitudes determine those of all others of a real image: v above
/// 0, or v = 0 and u at least 0; by rising v, then u.
/// </summary>
internal sealed class HalfPlane : IEquatable<HalfPlane>
{
    private readonly int _most;

    /// <param name="most">K, at least 1.</param>
    public HalfPlane(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        _most = most;
        Frequencies =
        [
            .. from v in Enumerable.Range(0, most + 1)
               from u in Enumerable.Range(-most, (2 * most) + 1)
               where v > 0 || u >= 0
               select (u, v),
        ];
        Orbits =
        [
            .. Frequencies.Index().GroupBy(f => (Math.Max(Math.Abs(f.Item.U), f.Item.V), Math.Min(Math.Abs(f.Item.U), f.Item.V)))
                .Select(orbit => orbit.Select(f => f.Index).ToArray()),
        ];
    }

    /// <summary>The frequencies, in cycles a side.</summary>
    public IReadOnlyList<(int U, int V)> Frequencies { get; }

    /// <summary>Indices of the frequencies that turns and flips of the image permute among themselves.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Orbits { get; }

    /// <summary>Their number, 2 K (K + 1) + 1.</summary>
    public int Count => Frequencies.Count;

    public bool Equals(HalfPlane? other) => other?._most == _most;

    public override bool Equals(object? obj) => Equals(obj as HalfPlane);

    public override int GetHashCode() => _most;
}
