using StampSpec.Common;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Populations;

/// <summary>
/// Variable stars: stars of the counts at their latitude, changed by an amplitude. Of the changes 50 % are log-uniform from 0.01 to 0.1
/// mag, 30 % from 0.1 to 0.5, 15 % from 0.3 to 1.2 (RR Lyrae, eclipses), and 5 % are flares and cataclysmic variables of 1 to 5 mag
/// (choices of this model; 2 % of point sources vary by more than 0.05 mag, arXiv 0704.0655). Except for flares, half of them are fainter
/// than in the template.
/// </summary>
internal sealed class VariableStarPopulation : ISkyPopulation
{
    /// <summary>Stars brighter than this saturate, r.</summary>
    public const double BrightestMag = 16;

    private static readonly (double Share, double LeastMag, double MostMag, bool MayFade)[] Changes =
    [
        (0.50, 0.01, 0.1, true),
        (0.30, 0.1, 0.5, true),
        (0.15, 0.3, 1.2, true),
        (0.05, 1, 5, false),
    ];

    /// <inheritdoc/>
    public double DensityAt(SkyPosition position)
    {
        const double crowded = 15;
        return Math.Abs(position.GalacticLatitudeDeg) < crowded
            ? 0
            : StarCounts.Density(position.GalacticLatitudeDeg, 20) / StarCounts.Density(crowded, 20);
    }

    /// <inheritdoc/>
    public void AddEvent(SkyScene scene, RubinVisit visit, RandomSource random)
    {
        var latitude = scene.Position.GalacticLatitudeDeg;
        while (true)
        {
            var magnitude = StarCounts.Draw(random, latitude, BrightestMag, StarCounts.FaintestMag);
            var star = SkyScene.Flux(magnitude + BandColours.Star(visit.Band.Name));
            var change = star * (Math.Pow(10, 0.4 * DrawChange(random)) - 1);
            if (ISkyPopulation.IsDetectable(visit, change, star + change))
            {
                scene.Points.Add(new SkyPoint(0, 0, star + change, star));
                return;
            }
        }
    }

    /// <summary>Draws by how many magnitudes the star is brighter than in the template.</summary>
    public static double DrawChange(RandomSource random)
    {
        var position = random.NextDouble();
        var kind = Changes[^1];
        foreach (var change in Changes)
        {
            position -= change.Share;
            if (position < 0)
            {
                kind = change;
                break;
            }
        }

        var amplitude = kind.LeastMag * Math.Pow(kind.MostMag / kind.LeastMag, random.NextDouble());
        return kind.MayFade && Distributions.Chance(random, 0.5) ? -amplitude : amplitude;
    }
}
