using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Sky.Detection;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Packets;

/// <summary>Where the cutouts of a Rubin alert lie on the scene grid and on the sky.</summary>
internal sealed class CutoutGeometry
{
    private const double DegreesPerArcsec = 1 / 3600.0;

    private readonly SceneGrid _grid;
    private readonly DetectedSource _source;
    private readonly int _firstColumn;
    private readonly int _firstRow;
    private readonly double _cosine;
    private readonly double _sine;

    /// <summary>Centres the cutout on the detection, to within half a pixel.</summary>
    /// <param name="observed">The observed scene. The detection is displaced from the position of its event.</param>
    /// <param name="rotationRad">Angle between the rows' direction and north.</param>
    public CutoutGeometry(ObservedScene observed, double rotationRad)
    {
        (_grid, _source) = (observed.Images.Images.Grid, observed.Measured.Source);
        (_sine, _cosine) = Math.SinCos(rotationRad);
        var middle = 0.5 * (_grid.CutoutSide - 1);
        _firstColumn = (int)Math.Round(_source.X + _grid.Centre - middle);
        _firstRow = (int)Math.Round(_source.Y + _grid.Centre - middle);
        var pointing = observed.Visit.PointingPixels;
        Position = Displaced(observed.Scene.Position, _source.X - pointing.X, _source.Y - pointing.Y);
    }

    /// <summary>Position of the detection.</summary>
    public SkyPosition Position { get; }

    private double DegreesPerPixel => _grid.PixelScaleArcsec * DegreesPerArcsec;

    // The detection is the reference point. The determinant is negative, as in Rubin's packets: east is to the left of north.
    private CutoutWcs Wcs =>
        new(
            _source.X + _grid.Centre - _firstColumn + 1,
            _source.Y + _grid.Centre - _firstRow + 1,
            Position.RightAscensionDeg,
            Position.DeclinationDeg,
            -DegreesPerPixel * _cosine,
            DegreesPerPixel * _sine,
            DegreesPerPixel * _sine,
            DegreesPerPixel * _cosine
        );

    /// <summary>Cuts one image.</summary>
    /// <param name="kind">The image.</param>
    /// <param name="flux">Its pixels on the grid.</param>
    /// <param name="variance">Its variance plane on the grid.</param>
    /// <param name="missing">Its missing pixels, which become NaN with infinite variance; null if it has none.</param>
    /// <param name="psf">The PSF that the pipeline knows.</param>
    public Cutout Cut(CutoutKind kind, float[] flux, float[] variance, bool[]? missing, TabulatedMoffat psf) =>
        new(kind, Cut(flux, missing, float.NaN), _grid.PixelScaleArcsec)
        {
            Variance = Cut(variance, missing, float.PositiveInfinity),
            Psf = new PsfStamp(psf, 0, 0).ToImage(),
            Wcs = Wcs,
        };

    /// <summary>Angle of a direction on the detector, from north through east, degrees.</summary>
    public double PositionAngleDeg(double x, double y) =>
        Math.Atan2((_sine * y) - (_cosine * x), (_sine * x) + (_cosine * y)) * 180 / Math.PI;

    private SkyPosition Displaced(SkyPosition from, double x, double y)
    {
        var declination = from.DeclinationDeg + (DegreesPerPixel * ((_sine * x) + (_cosine * y)));
        var east = DegreesPerPixel * ((_sine * y) - (_cosine * x)) / Math.Cos(declination * Math.PI / 180);
        return new SkyPosition((from.RightAscensionDeg + east + 360) % 360, declination);
    }

    private Image<float> Cut(float[] from, bool[]? missing, float substitute)
    {
        var image = new Image<float>(_grid.CutoutSide, _grid.CutoutSide);
        for (var row = 0; row < image.Height; row++)
        {
            var first = ((row + _firstRow) * _grid.Stride) + _firstColumn;
            var line = image.Row(row);
            for (var column = 0; column < line.Length; column++)
            {
                line[column] = missing?[first + column] == true ? substitute : from[first + column];
            }
        }

        return image;
    }
}
