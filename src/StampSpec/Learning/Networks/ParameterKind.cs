namespace StampSpec.Learning.Networks;

/// <summary>How a parameter starts.</summary>
internal enum ParameterKind
{
    /// <summary>Uniform within sqrt(6 / fan-in) (He et al. 2015).</summary>
    Weight,

    /// <summary>Zero.</summary>
    Bias,

    /// <summary>One.</summary>
    Gain,
}
