namespace StampSpec.Studies.Statistics;

/// <summary>One layout's predicted classes.</summary>
/// <param name="Layout">Name of the layout.</param>
/// <param name="Runs">One array a run: the predicted class index of each object.</param>
public sealed record LayoutPredictions(string Layout, IReadOnlyList<int[]> Runs);
