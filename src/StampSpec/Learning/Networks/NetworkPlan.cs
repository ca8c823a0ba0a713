using StampSpec.Layouts.Model;

namespace StampSpec.Learning.Networks;

/// <summary>The network for given stamp shapes: its stacks of convolutions, its parameters and their order.</summary>
internal sealed class NetworkPlan
{
    public const int KernelSide = 3;
    public const int PositionLength = 3;

    /// <summary>Name of the weights from the packet columns to the dense layer.</summary>
    public const string ColumnWeights = "columns.weights";

    private readonly List<Parameter> _parameters = [];

    /// <summary>Plans the network.</summary>
    /// <param name="settings">Architecture.</param>
    /// <param name="shapes">Shapes of the scales, finest first.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="features">Length of the layout's own features, which are added to those of the images; 0 if it has none.</param>
    /// <exception cref="ArgumentException">The settings do not suit the scales.</exception>
    /// <param name="columns">How the layout's packet columns enter the network; null if it has none.</param>
    public NetworkPlan(
        ClassifierSettings settings,
        IReadOnlyList<StampTensorShape> shapes,
        int classes,
        int features = 0,
        ColumnScaling? columns = null
    )
    {
        Settings = settings;
        Shapes = shapes;
        Classes = classes;
        Vectors =
        [
            .. settings.UsesSkyPosition ? [VectorInput.Position] : Array.Empty<VectorInput>(),
            .. features > 0 ? [VectorInput.Features(features)] : Array.Empty<VectorInput>(),
        ];
        Columns = columns is null ? null : VectorInput.Columns(columns);
        Stacks = PlanStacks(settings, shapes);
        foreach (var stack in Stacks)
        {
            AddConvolutions(stack);
        }

        AddHead();
    }

    public ClassifierSettings Settings { get; }

    public IReadOnlyList<StampTensorShape> Shapes { get; }

    public int Classes { get; }

    public IReadOnlyList<ConvolutionStack> Stacks { get; }

    /// <summary>The vectors that are added to the features of the images, in this order.</summary>
    public IReadOnlyList<VectorInput> Vectors { get; }

    /// <summary>The packet columns, which have their own weights to the dense layer; null if the layout has none.</summary>
    public VectorInput? Columns { get; }

    /// <summary>Every vector that the network takes.</summary>
    public IReadOnlyList<VectorInput> VectorInputs => Columns is null ? Vectors : [.. Vectors, Columns];

    /// <summary>Length of what enters the dense layer beside the packet columns.</summary>
    public int DenseInputLength => FeatureLength + Vectors.Sum(v => v.Length);

    /// <summary>Lengths of the parts of the running statistics: mean and variance of each vector, vector by vector.</summary>
    public int[] StatisticsLengths => [.. Vectors.SelectMany(v => new[] { v.Length, v.Length })];

    /// <summary>Whether features of images are dropped in training.</summary>
    public bool UsesDropout => Settings.Dropout > 0 && Stacks.Count > 0;

    /// <summary>Every trainable array, in the order of the vector of all parameters.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>Number of trainable numbers.</summary>
    public int ParameterLength => _parameters.Sum(p => p.Length);

    /// <summary>Length of the averaged, flattened features of all stacks.</summary>
    public int FeatureLength => Stacks.SelectMany(s => s.Inputs).Sum(scales => FeaturesOf(Shapes[scales[0]].Pixels));

    private int FeaturesOf(int side)
    {
        var pixels = side;
        for (var i = 0; i < Settings.PoolingsFor(side); i++)
        {
            pixels = (pixels + 1) / 2;
        }

        return pixels * pixels * Settings.Widths[^1];
    }

    private static IReadOnlyList<ConvolutionStack> PlanStacks(ClassifierSettings settings, IReadOnlyList<StampTensorShape> shapes)
    {
        if (shapes.Count == 0)
        {
            return [];
        }

        var oneSize = shapes.All(s => s.Pixels == shapes[0].Pixels);
        var scales = Enumerable.Range(0, shapes.Count).ToArray();
        return (settings.Stacks ?? (oneSize ? ScaleStacks.Joined : ScaleStacks.Separate)) switch
        {
            ScaleStacks.Joined => oneSize
                ? [new ConvolutionStack("joined", shapes.Sum(s => s.Channels), [scales])]
                : throw new ArgumentException("scales of different sizes cannot be joined as channels; use shared or separate stacks"),
            ScaleStacks.Shared => shapes.All(s => s.Channels == shapes[0].Channels)
                ? [new ConvolutionStack("shared", shapes[0].Channels, [.. scales.Select(s => new[] { s })])]
                : throw new ArgumentException("scales with different channels cannot share kernels; use separate stacks"),
            _ => [.. scales.Select(s => new ConvolutionStack($"scale-{s}", shapes[s].Channels, [new[] { s }]))],
        };
    }

    private void AddConvolutions(ConvolutionStack stack)
    {
        var channels = stack.Channels;
        for (var i = 0; i < Settings.Widths.Count; i++)
        {
            var name = $"{stack.Name}.convolution-{i + 1}";
            var fanIn = channels * KernelSide * KernelSide;
            _parameters.Add(
                new Parameter($"{name}.kernels", ParameterKind.Weight, fanIn, Settings.Widths[i], channels, KernelSide, KernelSide)
            );
            _parameters.Add(new Parameter($"{name}.bias", ParameterKind.Bias, fanIn, Settings.Widths[i]));
            channels = Settings.Widths[i];
        }
    }

    private void AddHead()
    {
        foreach (var vector in Vectors)
        {
            _parameters.Add(new Parameter(vector.Gain, ParameterKind.Gain, 1, vector.Length));
            _parameters.Add(new Parameter(vector.Bias, ParameterKind.Bias, 1, vector.Length));
        }

        var features = DenseInputLength;
        if (features + (Columns?.Length ?? 0) == 0)
        {
            throw new ArgumentException(
                "the stamps contain neither images, features nor packet columns, and the sky position is not used, so there is nothing to "
                    + "classify"
            );
        }

        AddDense(features);
    }

    private void AddDense(int features)
    {
        if (features > 0)
        {
            _parameters.Add(new Parameter("dense.weights", ParameterKind.Weight, features, features, Settings.Dense));
        }

        _parameters.Add(new Parameter("dense.bias", ParameterKind.Bias, features, Settings.Dense));
        _parameters.Add(new Parameter("logits.weights", ParameterKind.Weight, Settings.Dense, Settings.Dense, Classes));
        _parameters.Add(new Parameter("logits.bias", ParameterKind.Bias, Settings.Dense, Classes));
        if (Columns is not null)
        {
            _parameters.Add(new Parameter(ColumnWeights, ParameterKind.Weight, Columns.Length, Columns.Length, Settings.Dense));
        }
    }
}

/// <summary>One stack of convolutions and the scales that pass through it.</summary>
/// <param name="Name">Prefix of its parameters' names.</param>
/// <param name="Channels">Channels of its input.</param>
/// <param name="Inputs">For each pass through the stack, the scales that are joined as its channels.</param>
internal sealed record ConvolutionStack(string Name, int Channels, IReadOnlyList<IReadOnlyList<int>> Inputs);

/// <summary>One trainable array, a section of the vector of all parameters.</summary>
/// <param name="Name">Name, such as <c>joined.convolution-1.kernels</c>.</param>
/// <param name="Kind">How its initial value is chosen.</param>
/// <param name="FanIn">Inputs of each unit.</param>
/// <param name="Shape">Extents.</param>
internal sealed record Parameter(string Name, ParameterKind Kind, int FanIn, params int[] Shape)
{
    /// <summary>Number of elements.</summary>
    public int Length => Shape.Aggregate(1, (product, extent) => product * extent);
}

/// <summary>How the initial value of a parameter is chosen.</summary>
internal enum ParameterKind
{
    /// <summary>Uniform within sqrt(6 / fan-in) (He et al. 2015).</summary>
    Weight,

    /// <summary>Zero.</summary>
    Bias,

    /// <summary>One.</summary>
    Gain,
}
