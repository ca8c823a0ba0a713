namespace StampSpec.Tests.Learning.Reference;

/// <summary>3 x 3 convolution, bias, rectifier and, where asked, 2 x 2 pooling, as published: in that order, by plain loops.</summary>
internal sealed class ConvolutionLayer(int kernelStart, int biasStart, int channels, int filters, bool pools)
{
    private Images _input = new(0, 0, 0);
    private Images _rectified = new(0, 0, 0);

    public Images Forward(double[] parameters, Images input)
    {
        _input = input;
        _rectified = new Images(input.Count, filters, input.Side);
        ForEach(
            (n, f, y, x) =>
            {
                var sum = parameters[biasStart + f];
                ForEachTap(y, x, (c, v, u, k) => sum += parameters[kernelStart + (((f * channels) + c) * 9) + k] * _input[n, c, v, u]);
                _rectified[n, f, y, x] = Math.Max(0, sum);
            }
        );
        return pools ? Pool() : _rectified;
    }

    public Images Backward(double[] parameters, Images upstream, double[] gradient)
    {
        var full = pools ? Unpool(upstream) : upstream;
        var downstream = new Images(_input.Count, channels, _input.Side);
        ForEach(
            (n, f, y, x) =>
            {
                var flow = _rectified[n, f, y, x] > 0 ? full[n, f, y, x] : 0;
                gradient[biasStart + f] += flow;
                ForEachTap(y, x, (c, v, u, k) =>
                {
                    var weight = kernelStart + (((f * channels) + c) * 9) + k;
                    gradient[weight] += flow * _input[n, c, v, u];
                    downstream[n, c, v, u] += flow * parameters[weight];
                });
            }
        );
        return downstream;
    }

    private void ForEach(Action<int, int, int, int> visit)
    {
        for (var i = 0; i < _rectified.Values.Length; i++)
        {
            var side = _rectified.Side;
            visit(i / (filters * side * side), i / (side * side) % filters, i / side % side, i % side);
        }
    }

    private void ForEachTap(int y, int x, Action<int, int, int, int> visit)
    {
        for (var i = 0; i < channels * 9; i++)
        {
            var (v, u) = (y + (i % 9 / 3) - 1, x + (i % 3) - 1);
            if (v >= 0 && v < _input.Side && u >= 0 && u < _input.Side)
            {
                visit(i / 9, v, u, i % 9);
            }
        }
    }

    private Images Pool()
    {
        var pooled = new Images(_rectified.Count, filters, (_rectified.Side + 1) / 2);
        Array.Fill(pooled.Values, double.NegativeInfinity);
        ForEach((n, f, y, x) => pooled[n, f, y / 2, x / 2] = Math.Max(pooled[n, f, y / 2, x / 2], _rectified[n, f, y, x]));
        return pooled;
    }

    private Images Unpool(Images upstream)
    {
        var pooled = Pool();
        var full = new Images(_rectified.Count, filters, _rectified.Side);
        ForEach(
            (n, f, y, x) =>
            {
                if (_rectified[n, f, y, x] == pooled[n, f, y / 2, x / 2])
                {
                    full[n, f, y, x] = upstream[n, f, y / 2, x / 2];
                    pooled[n, f, y / 2, x / 2] = double.NaN;
                }
            }
        );
        return full;
    }
}
