namespace StampSpec.Learning;

/// <summary>How the scales of a layout pass through the convolutions.</summary>
public enum ScaleStacks
{
    /// <summary>
    /// All scales joined as channels of one image, finest first, as published for multi-scale stamps; they must have one size.
    /// </summary>
    Joined,

    /// <summary>Each scale through the same kernels; the scales must have the same channels.</summary>
    Shared,

    /// <summary>Each scale through kernels of its own.</summary>
    Separate,
}
