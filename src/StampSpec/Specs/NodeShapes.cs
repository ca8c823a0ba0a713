namespace StampSpec.Specs;

/// <summary>Shapes of YAML values.</summary>
[Flags]
public enum NodeShapes
{
    /// <summary>No value.</summary>
    None = 0,

    /// <summary>Number, text, true or false.</summary>
    Scalar = 1,

    /// <summary>A list.</summary>
    List = 2,

    /// <summary>Keys with values.</summary>
    Mapping = 4,
}
