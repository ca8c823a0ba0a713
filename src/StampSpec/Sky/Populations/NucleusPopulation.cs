using StampSpec.Common;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Populations;

/// <summary>
/// Active nuclei: counts rise by 0.25 dex a magnitude (176 quasars per square degree to g = 22.5, arXiv 1209.3968; about 500 to 24.5). They
/// differ from a template of months to a year before by a normal number of magnitudes (structure function 0.20 at a year, arXiv
/// 1604.05858). Within 0.1 arcsec of their host's centre (arXiv 1910.02969). A quarter is near enough that the host is as bright or
/// brighter; the others outshine it.
/// </summary>
internal sealed class NucleusPopulation : ISkyPopulation
{
    /// <summary>Rise of the counts, dex a magnitude.</summary>
    public const double CountSlope = 0.25;

    /// <summary>Standard deviation of the change against the template, mag.</summary>
    public const double ChangeMag = 0.18;

    /// <summary>Offset from the host's centre a component, arcsec.</summary>
    public const double OffsetArcsec = 0.03;

    /// <summary>Share with a host at z below about 0.5. A choice of this model.</summary>
    public const double HostedShare = 0.25;

    private const double BrightestMag = 16.5;
    private const double FaintestMag = 24.2;
    private const double HostOverNucleus = 2;
    private const double HostScatter = 0.8;
    private const double FaintHostOverNucleus = 0.07;

    /// <inheritdoc/>
    public double DensityAt(SkyPosition position) => Math.Abs(position.GalacticLatitudeDeg) < 15 ? 0 : 1;

    /// <inheritdoc/>
    public void AddEvent(SkyScene scene, RubinVisit visit, RandomSource random)
    {
        var (nucleus, change) = DrawChange(visit, random);
        var hosted = Distributions.Chance(random, HostedShare);
        var ratio = Distributions.LogNormal(random, hosted ? HostOverNucleus : FaintHostOverNucleus, HostScatter);
        var radius = hosted ? random.NextDouble(0.6, 1.8) : random.NextDouble(0.3, 0.7);
        var (x, y) = (OffsetArcsec * random.NextNormal(), OffsetArcsec * random.NextNormal());
        var host = GalaxyCounts.Draw(random, visit.Band.Name, 20, radius, x, y);
        scene.Galaxies.Add(host with { FluxNanojansky = ratio * nucleus });
        scene.Points.Add(new SkyPoint(0, 0, nucleus + change, nucleus));
    }

    private static (double Nucleus, double Change) DrawChange(RubinVisit visit, RandomSource random)
    {
        while (true)
        {
            var magnitude = FaintestMag + (Math.Log10(1 - random.NextDouble()) / CountSlope);
            var flux = SkyScene.Flux(magnitude + BandColours.Nucleus(visit.Band.Name));
            var change = flux * (Math.Pow(10, -0.4 * ChangeMag * random.NextNormal()) - 1);
            if (magnitude > BrightestMag && ISkyPopulation.IsDetectable(visit, change, flux + change))
            {
                return (flux, change);
            }
        }
    }
}
