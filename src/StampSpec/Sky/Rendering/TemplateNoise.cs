using StampSpec.Common;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Rendering;

/// <summary>
/// Noise of Rubin's template: warping correlates neighbours by 0.21, diagonal neighbours by -0.06 and pixels two apart by -0.08, as
/// measured in 120 alert packets of LSSTCam, and coaddition leaves the variance uneven by 12 %.
/// </summary>
internal sealed class TemplateNoise
{
    /// <summary>Weights of the filter relative to its centre: the four neighbours, the four diagonal ones, those two pixels away.</summary>
    public const float Neighbour = 0.145f;

    /// <summary>Weight of the four diagonal neighbours.</summary>
    public const float Diagonal = -0.065f;

    /// <summary>Weight of the four pixels two columns or rows away.</summary>
    public const float Second = -0.058f;

    // Slope of the variance where the number of visits changes, a pixel, and the range in which it is kept. Choices of this model.
    private const float GradientPerPixel = 0.003f;
    private const float LeastSlope = 0.6f;
    private const float MostSlope = 1.6f;
    private const int Reach = 2;

    private readonly SceneGrid _grid;
    private readonly int _side;
    private readonly float[] _white;

    /// <summary>Creates the noise of a grid.</summary>
    public TemplateNoise(SceneGrid grid)
    {
        (_grid, _side) = (grid, grid.Side + (2 * Reach));
        _white = new float[_side * _side];
    }

    /// <summary>Adds noise to a template and writes its variance plane.</summary>
    public void AddTo(float[] template, float[] variance, RubinVisit visit, RandomSource random)
    {
        foreach (ref var value in _white.AsSpan())
        {
            value = (float)random.NextNormal();
        }

        var norm = 1 / MathF.Sqrt(1 + (4 * ((Neighbour * Neighbour) + (Diagonal * Diagonal) + (Second * Second))));
        var structure = new VarianceStructure(_grid, visit.TemplateStructure, random);
        var sky = (float)(visit.TemplateNoise * visit.TemplateNoise);
        var gain = (float)(visit.NanojanskyPerElectron / visit.TemplateVisits);
        for (var row = 0; row < _grid.Side; row++)
        {
            for (var column = 0; column < _grid.Side; column++)
            {
                var i = (row * _grid.Stride) + column;
                variance[i] = (sky * structure.At(row, column)) + (gain * MathF.Max(template[i], 0));
                template[i] += MathF.Sqrt(variance[i]) * norm * Filtered(((row + Reach) * _side) + column + Reach);
            }
        }
    }

    private float Filtered(int i)
    {
        var (up, down) = (i - _side, i + _side);
        var near = _white[i - 1] + _white[i + 1] + _white[up] + _white[down];
        var diagonal = _white[up - 1] + _white[up + 1] + _white[down - 1] + _white[down + 1];
        var second = _white[i - 2] + _white[i + 2] + _white[up - _side] + _white[down + _side];
        return _white[i] + (Neighbour * near) + (Diagonal * diagonal) + (Second * second);
    }

    /// <summary>
    /// The unevenness of a template's variance. Its visits were warped from a turned grid, and the variance depends on where the pixels of
    /// one fall between those of the other: the product of two waves at right angles, with the period of a pixel of the turned grid.
    /// </summary>
    private sealed class VarianceStructure
    {
        private readonly SceneGrid _grid;
        private readonly TurnedWave _along;
        private readonly TurnedWave _across;
        private readonly (float X, float Y) _gradient;

        public VarianceStructure(SceneGrid grid, double amplitude, RandomSource random)
        {
            _grid = grid;
            var (sine, cosine) = Math.SinCos(random.NextDouble(0, 2 * Math.PI));
            _along = new TurnedWave(grid.Side, amplitude, cosine, sine, random.NextDouble());
            _across = new TurnedWave(grid.Side, amplitude, -sine, cosine, random.NextDouble());
            var slope = GradientPerPixel * (float)random.NextNormal();
            _gradient = (slope * (float)cosine, slope * (float)sine);
        }

        public float At(int row, int column)
        {
            var slope = 1 + (_gradient.X * (column - _grid.Centre)) + (_gradient.Y * (row - _grid.Centre));
            return Math.Clamp(slope, LeastSlope, MostSlope) * _along.At(row, column) * _across.At(row, column);
        }
    }

    /// <summary>
    /// 1 + a cos(2 pi (x column + y row + phase)), from tables of rows and columns, because a grid has 60,000 pixels.
    /// </summary>
    private sealed class TurnedWave(int side, double amplitude, double x, double y, double phase)
    {
        private readonly (float Cosine, float Sine)[] _columns = Table(side, amplitude, x, 0);
        private readonly (float Cosine, float Sine)[] _rows = Table(side, 1, y, phase);

        public float At(int row, int column) =>
            1 + (_columns[column].Cosine * _rows[row].Cosine) - (_columns[column].Sine * _rows[row].Sine);

        private static (float Cosine, float Sine)[] Table(int side, double scale, double step, double phase) =>
            [
                .. Enumerable
                    .Range(0, side)
                    .Select(i => Math.SinCos(2 * Math.PI * ((step * i) + phase)))
                    .Select(a => ((float)(scale * a.Cos), (float)(scale * a.Sin))),
            ];
    }
}
