namespace StampSpec.Studies.Statistics;

/// <summary>
/// One run's confusion counts under changing object weights. Only the wrongly predicted objects are visited: the weight of each true class is
/// the same for all layouts and runs, so what is not wrong lies on the diagonal.
/// </summary>
internal sealed class WeightedConfusion
{
    private readonly int _classCount;
    private readonly int[] _wrongObjects;
    private readonly int[] _wrongCells;

    public WeightedConfusion(int classCount, int[] trueClasses, int[] predictedClasses)
    {
        _classCount = classCount;
        _wrongObjects = [.. Enumerable.Range(0, trueClasses.Length).Where(i => trueClasses[i] != predictedClasses[i])];
        _wrongCells = [.. _wrongObjects.Select(i => (trueClasses[i] * classCount) + predictedClasses[i])];
    }

    /// <summary>Fills the K x K weighted counts.</summary>
    /// <param name="weights">Weight of each object.</param>
    /// <param name="classWeights">Summed weight of each true class.</param>
    /// <param name="cells">Result, K x K.</param>
    public void Fill(ReadOnlySpan<int> weights, ReadOnlySpan<double> classWeights, Span<double> cells)
    {
        cells.Clear();
        for (var i = 0; i < _wrongObjects.Length; i++)
        {
            cells[_wrongCells[i]] += weights[_wrongObjects[i]];
        }

        for (var k = 0; k < _classCount; k++)
        {
            var row = cells.Slice(k * _classCount, _classCount);
            var wrong = 0.0;
            foreach (var cell in row)
            {
                wrong += cell;
            }

            row[k] = classWeights[k] - wrong;
        }
    }
}
