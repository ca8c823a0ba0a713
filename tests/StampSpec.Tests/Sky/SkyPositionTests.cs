using StampSpec.Sky.Scenes;

namespace StampSpec.Tests.Sky;

public sealed class SkyPositionTests
{
    [Fact]
    public void The_galactic_centre_lies_in_the_plane_and_the_north_galactic_pole_at_ninety()
    {
        Assert.Equal(0, new SkyPosition(266.40499, -28.93617).GalacticLatitudeDeg, 3);
        Assert.Equal(90, new SkyPosition(192.85948, 27.12825).GalacticLatitudeDeg, 3);
    }

    [Fact]
    public void The_vernal_equinox_lies_in_the_ecliptic_and_the_June_solstice_at_its_top()
    {
        Assert.Equal(0, new SkyPosition(0, 0).EclipticLatitudeDeg, 6);
        Assert.Equal(0, new SkyPosition(90, 23.43929).EclipticLatitudeDeg, 4);
    }
}
