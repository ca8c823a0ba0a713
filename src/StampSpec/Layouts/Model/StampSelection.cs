namespace StampSpec.Layouts.Model;

/// <summary>A selection of stamps in a given order, without a copy.</summary>
internal sealed class StampSelection : IStamps
{
    private readonly IStamps _all;
    private readonly int[] _indices;

    /// <summary>Selects stamps.</summary>
    /// <param name="all">The stamps.</param>
    /// <param name="indices">Which of them, in which order.</param>
    public StampSelection(IStamps all, IReadOnlyList<int> indices)
    {
        ArgumentNullException.ThrowIfNull(all);
        var inner = all as StampSelection;
        _all = inner?._all ?? all;
        _indices = [.. inner is null ? indices : indices.Select(i => inner._indices[i])];
    }

    /// <inheritdoc/>
    public int Count => _indices.Length;

    /// <inheritdoc/>
    public IReadOnlyList<StampTensorShape> Shapes => _all.Shapes;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Channel(int alert, int scale, int channel) => _all.Channel(_indices[alert], scale, channel);

    /// <inheritdoc/>
    public int FeatureLength => _all.FeatureLength;

    /// <inheritdoc/>
    public ReadOnlySpan<float> FeaturesOf(int alert) => _all.FeaturesOf(_indices[alert]);

    /// <inheritdoc/>
    public int ColumnLength => _all.ColumnLength;

    /// <inheritdoc/>
    public ReadOnlySpan<double> ColumnsOf(int alert) => _all.ColumnsOf(_indices[alert]);

    /// <inheritdoc/>
    public ReadOnlySpan<float> SkyPosition(int alert) => _all.SkyPosition(_indices[alert]);
}
