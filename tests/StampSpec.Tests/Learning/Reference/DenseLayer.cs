namespace StampSpec.Tests.Learning.Reference;

/// <summary>Matrix product and bias on rows, by plain loops.</summary>
internal sealed class DenseLayer(int weightStart, int biasStart, int inputs, int outputs)
{
    private double[] _input = [];

    public double[] Forward(double[] parameters, double[] input)
    {
        _input = input;
        var rows = input.Length / inputs;
        var result = new double[rows * outputs];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = parameters[biasStart + (i % outputs)];
            for (var k = 0; k < inputs; k++)
            {
                result[i] += input[(i / outputs * inputs) + k] * parameters[weightStart + (k * outputs) + (i % outputs)];
            }
        }

        return result;
    }

    public double[] Backward(double[] parameters, double[] upstream, double[] gradient)
    {
        var downstream = new double[_input.Length];
        for (var i = 0; i < upstream.Length; i++)
        {
            gradient[biasStart + (i % outputs)] += upstream[i];
            for (var k = 0; k < inputs; k++)
            {
                var (from, weight) = ((i / outputs * inputs) + k, weightStart + (k * outputs) + (i % outputs));
                gradient[weight] += upstream[i] * _input[from];
                downstream[from] += upstream[i] * parameters[weight];
            }
        }

        return downstream;
    }
}
