using Microsoft.ML.OnnxRuntime;
using StampSpec.Layouts.Model;

namespace StampSpec.Learning.Networks;

/// <summary>
/// A vector that is added to the averaged features of the views, each component normalised over the alerts: the sky position or the
/// layout's own features. Packet columns are a vector too, which is scaled before it enters the network.
/// </summary>
/// <param name="Name">Name of the input, and prefix of the names of its parameters and statistics.</param>
/// <param name="Length">Number of components.</param>
internal sealed record VectorInput(string Name, int Length)
{
    public const string PositionName = "position";
    public const string FeaturesName = "features";
    public const string ColumnsName = "columns";

    /// <summary>How packet columns become the vector; null for other vectors.</summary>
    public ColumnScaling? Scaling { get; init; }

    /// <summary>The unit vector of the sky position.</summary>
    public static VectorInput Position { get; } = new(PositionName, NetworkPlan.PositionLength);

    public string Gain => $"{Name}.gain";

    public string Bias => $"{Name}.bias";

    public string Mean => $"{Name}.mean";

    public string Variance => $"{Name}.variance";

    /// <summary>The features of a layout.</summary>
    public static VectorInput Features(int length) => new(FeaturesName, length);

    /// <summary>The packet columns, scaled, and their indicators of missing values. They are not normalised in the network.</summary>
    public static VectorInput Columns(ColumnScaling scaling) => new(ColumnsName, scaling.InputLength) { Scaling = scaling };

    /// <summary>Writes the vector of an alert.</summary>
    /// <param name="stamps">All stamps.</param>
    /// <param name="alert">Index of the alert.</param>
    /// <param name="destination">Receives <see cref="Length"/> numbers.</param>
    public void Write(IStamps stamps, int alert, Span<float> destination)
    {
        if (Scaling is not null)
        {
            Scaling.Write(stamps.ColumnsOf(alert), destination);
        }
        else
        {
            (Name == PositionName ? stamps.SkyPosition(alert) : stamps.FeaturesOf(alert)).CopyTo(destination);
        }
    }

    /// <summary>Copies the vectors of consecutive alerts: shape (count, length), row-major.</summary>
    public void Copy(IStamps stamps, int start, int count, Span<float> destination)
    {
        for (var i = 0; i < count; i++)
        {
            Write(stamps, start + i, destination[(Length * i)..]);
        }
    }
}

/// <summary>Consecutive stamps, copied to memory that ONNX Runtime can read. The next chunk uses the same memory.</summary>
/// <param name="stamps">All stamps.</param>
/// <param name="capacity">Largest number of alerts at once.</param>
internal sealed class StampChunk(IStamps stamps, int capacity)
{
    private readonly float[][] _scales = [.. stamps.Shapes.Select(s => new float[Math.Min(capacity, stamps.Count) * s.Length])];

    /// <summary>One scale of some alerts, valid until the next call.</summary>
    public OrtValue Scale(int start, int count, int scale)
    {
        var shape = stamps.Shapes[scale];
        stamps.CopyScale(start, count, scale, _scales[scale]);
        return Wrap(_scales[scale].AsMemory(0, count * shape.Length), count, shape.Channels, shape.Pixels, shape.Pixels);
    }

    /// <summary>The vectors of some alerts.</summary>
    public OrtValue Vector(int start, int count, VectorInput vector)
    {
        var values = new float[count * vector.Length];
        vector.Copy(stamps, start, count, values);
        return Wrap(values, count, vector.Length);
    }

    private static OrtValue Wrap(Memory<float> values, params long[] shape) =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, shape);
}
