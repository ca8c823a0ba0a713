using StampSpec.Imaging.Simulation;

namespace StampSpec.Tests.Imaging;

/// <summary>What a simulation says of its own truth.</summary>
public sealed class SimulationTruthTests
{
    [Theory]
    [InlineData(ResamplingMapping.PixelAnalog, true, true, false)]
    [InlineData(ResamplingMapping.SeeingScaled, true, true, false)]
    [InlineData(ResamplingMapping.SeeingScaled, false, false, false)]
    [InlineData(ResamplingMapping.Angular, true, false, true)]
    public void A_mapping_keeps_either_angles_or_noise(ResamplingMapping mapping, bool whitens, bool noise, bool angles) =>
        Assert.Equal(new SimulationTruth(true, true, noise, angles), SimulationTruth.Of(mapping, whitens));

    [Fact]
    public void The_sentence_says_what_is_not_true()
    {
        Assert.Equal(
            "simulated at Rubin's resolution from ZTF images: pixel sampling, PSF width, noise level are Rubin's; angles on the sky are "
                + "not: they shrink with the PSF, about 2.7 times; depth is ZTF's",
            SimulationTruth.SentenceOf(new SimulationSettings())
        );
        Assert.Equal(
            "simulated at Rubin's resolution from ZTF images: pixel sampling, PSF width are Rubin's; angles on the sky are kept; depth is "
                + "ZTF's; the noise is amplified or correlated by the resampling",
            SimulationTruth.SentenceOf(new SimulationSettings { Mapping = ResamplingMapping.Angular, AllowDeconvolution = true })
        );
    }
}
