namespace StampSpec.Tests.Learning.Reference;

/// <summary>Images of shape (count, channels, side, side) in double precision.</summary>
internal sealed record Images(int Count, int Channels, int Side, double[] Values)
{
    public Images(int count, int channels, int side)
        : this(count, channels, side, new double[count * channels * side * side]) { }

    public ref double this[int image, int channel, int y, int x] => ref Values[(((((image * Channels) + channel) * Side) + y) * Side) + x];
}
