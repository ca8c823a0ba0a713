namespace StampSpec.Learning.Training;

/// <summary>Weights at one moment of a training.</summary>
/// <param name="Parameters">The vector of all parameters.</param>
/// <param name="Statistics">Mean and variance of the position's components.</param>
internal sealed record WeightSnapshot(float[] Parameters, float[] Statistics)
{
    public static WeightSnapshot Of(TrainingState state) => new([.. state.Parameters], [.. state.Statistics]);
}
