using StampSpec.Seeds;

namespace StampSpec.Learning.Training;

/// <summary>
/// The endless order in which alerts are drawn: each class with equal probability and its alerts in shuffled rounds, or all alerts in
/// shuffled rounds.
/// </summary>
internal sealed class SampleOrder
{
    private readonly RandomSource _source;
    private readonly int[][] _pools;
    private readonly int[] _positions;

    public SampleOrder(IReadOnlyList<int> labels, int classes, bool balanced, Seed seed)
    {
        var all = Enumerable.Range(0, labels.Count);
        _pools = balanced
            ? [.. Enumerable.Range(0, classes).Select(c => all.Where(i => labels[i] == c).ToArray()).Where(pool => pool.Length > 0)]
            : [[.. all]];
        _positions = new int[_pools.Length];
        _source = seed.CreateSource();
    }

    /// <summary>Index of the next alert.</summary>
    public int Next()
    {
        var chosen = _source.NextInt(_pools.Length);
        var pool = _pools[chosen];
        if (_positions[chosen] == 0)
        {
            _source.Shuffle<int>(pool);
        }

        var next = pool[_positions[chosen]];
        _positions[chosen] = (_positions[chosen] + 1) % pool.Length;
        return next;
    }
}
