namespace StampSpec.Common;

/// <summary>
/// A sample of evenly spaced items of a sequence whose length is not known: every item, and as soon as there are more than a limit, every
/// second, every fourth, and so on.
/// </summary>
/// <typeparam name="T">Type of the items.</typeparam>
/// <param name="most">Maximum number of items that are kept, at least 1.</param>
internal sealed class ThinnedSample<T>(int most)
{
    private List<T> _items = [];
    private long _stride = 1;

    /// <summary>The kept items in their order.</summary>
    public IReadOnlyList<T> Items => _items;

    /// <summary>Items for which <see cref="IsNext"/> was asked.</summary>
    public long Seen { get; private set; }

    /// <summary>Whether the next item is in the sample; counts it.</summary>
    public bool IsNext() => Seen++ % _stride == 0;

    /// <summary>Keeps an item that is in the sample, and removes every second one if there are then too many.</summary>
    public void Add(T item)
    {
        _items.Add(item);
        if (_items.Count > most)
        {
            _stride *= 2;
            _items = [.. _items.Where((_, i) => i % 2 == 0)];
        }
    }
}
