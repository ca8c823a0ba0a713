using StampSpec.Common;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Populations;

/// <summary>
/// One class as Rubin sees it: where on the sky it occurs, and how its events are distributed in brightness, size and place. Populations
/// are cut at what a visit can detect, before anything is drawn.
/// </summary>
internal interface ISkyPopulation
{
    /// <summary>
    /// Events this much fainter than the threshold are drawn too, because noise lifts some of them above it.
    /// </summary>
    public const double FaintestOfThreshold = 0.85;

    /// <summary>Relative density of the class in a direction, in [0, 1].</summary>
    public double DensityAt(SkyPosition position);

    /// <summary>Adds an event, with everything that belongs to it, at the centre of the scene.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="visit">The visit that detects it.</param>
    /// <param name="random">Source of random numbers.</param>
    public void AddEvent(SkyScene scene, RubinVisit visit, RandomSource random);

    /// <summary>Draws a flux that is detectable: signal-to-noise ratios above s are as frequent as s^-slope.</summary>
    /// <param name="visit">The visit.</param>
    /// <param name="slope">Slope of the counts in dex a magnitude, divided by 0.4.</param>
    /// <param name="random">Source of random numbers.</param>
    /// <returns>Flux, nJy.</returns>
    public static double DetectableFlux(RubinVisit visit, double slope, RandomSource random) =>
        visit.FluxNoise * FaintestOfThreshold * Distributions.SignalToNoise(random, slope);

    /// <summary>Whether a change of flux can be detected.</summary>
    /// <param name="visit">The visit.</param>
    /// <param name="change">Flux of the visit minus that of the template, nJy.</param>
    /// <param name="flux">Flux of the visit, nJy.</param>
    public static bool IsDetectable(RubinVisit visit, double change, double flux) =>
        Math.Abs(change) >= FaintestOfThreshold * Distributions.DetectionThreshold * visit.FluxNoiseOf(flux);
}

/// <summary>The populations of the six classes.</summary>
internal static class SkyPopulations
{
    // In the order of SkyClass.
    private static readonly ISkyPopulation[] All =
    [
        new NucleusPopulation(),
        new AsteroidPopulation(),
        new ArtefactPopulation(),
        new SatellitePopulation(),
        new SupernovaPopulation(),
        new VariableStarPopulation(),
    ];

    /// <summary>The population of a class.</summary>
    public static ISkyPopulation Of(SkyClass skyClass) => All[(int)skyClass];

    /// <summary>The population of one alert of a class: of artefacts, only those of one kind, drawn with its share.</summary>
    public static ISkyPopulation Of(SkyClass skyClass, RandomSource random) =>
        skyClass == SkyClass.Bogus ? new ArtefactPopulation(ArtefactPopulation.DrawKind(random)) : Of(skyClass);
}
