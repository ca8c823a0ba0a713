using StampSpec.Layouts.Model;
using StampSpec.Tests.Reports;

namespace StampSpec.Tests.Cli;

public sealed class PublicSurfaceTests
{
    [Fact]
    public void The_library_offers_what_was_approved() =>
        Approved.Equals("public-api.txt", PublicSurface.Of(typeof(StampLayout).Assembly), "Cli");
}
