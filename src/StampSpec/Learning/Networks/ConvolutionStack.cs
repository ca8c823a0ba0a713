namespace StampSpec.Learning.Networks;

/// <summary>One stack of convolutions and the scales that pass through it.</summary>
/// <param name="Name">Prefix of its parameters' names.</param>
/// <param name="Channels">Channels of its input.</param>
/// <param name="Inputs">Per pass through the stack, the scales joined as its channels.</param>
internal sealed record ConvolutionStack(string Name, int Channels, IReadOnlyList<IReadOnlyList<int>> Inputs);
