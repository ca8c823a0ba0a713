using StampSpec.Layouts.Model;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Running;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

public sealed class StampReleaseTests
{
    [Fact]
    public void A_layouts_stamps_are_released_after_its_last_cell_and_not_before()
    {
        using var folder = new TemporaryFolder();
        var held = Run(folder, releasesStamps: true, out var stamps);
        using var disposed = stamps;
        // The order of the cells: ztf-cropped and ztf-multiscale in run 1, then both in run 2.
        Assert.Equal(["ztf-cropped ztf-multiscale", "ztf-cropped ztf-multiscale", "ztf-cropped ztf-multiscale", "ztf-multiscale"], held);
        Assert.Equal("", Held(stamps));
        Assert.NotEqual(stamps.Sha256Of("ztf-cropped"), stamps.Sha256Of("ztf-multiscale"));
    }

    [Fact]
    public void Stamps_that_a_later_rung_needs_are_not_released()
    {
        using var folder = new TemporaryFolder();
        Run(folder, releasesStamps: false, out var stamps);
        using var disposed = stamps;
        Assert.Equal("ztf-cropped ztf-multiscale", Held(stamps));
    }

    [Fact]
    public void Layouts_without_a_cell_to_run_are_released_at_once()
    {
        using var folder = new TemporaryFolder();
        var study = Tiny(folder);
        var planned = study.MakeCells().Where(c => c.Layout.Name == "ztf-cropped").Select(c => new PlannedCell(c, null!, null!, null!));
        var remaining = new RemainingCells(study, [.. planned]);
        Assert.Equal(["ztf-multiscale"], remaining.FinishedLayouts);
    }

    /// <summary>Runs the tiny study one cell at a time. Returns the layouts whose stamps can be read when each cell finishes.</summary>
    private static List<string> Run(TemporaryFolder folder, bool releasesStamps, out StampStore stamps)
    {
        var options = new StudyOptions("test") { Jobs = 1 };
        var (study, data) = StudyDataReader.Read(Tiny(folder), CancellationToken.None);
        var prepared = PreparedStudy.Make(study, data, folder["out"], options);
        prepared.Store.Create();
        var held = new List<string>();
        var store = stamps = data.Stamps;
        var progress = new ActionProgress<StudyEvent>(e => held.AddRange(e is StudyEvent.Finished ? [Held(store)] : []));
        var queue = new CellQueue(study, data, prepared.Keys, prepared.Store, options, progress) { ReleasesStamps = releasesStamps };
        queue.Run(prepared.Plan.Pending, 1, CancellationToken.None);
        return held;
    }

    private static string Held(StampStore stamps) =>
        string.Join(' ', new[] { "ztf-cropped", "ztf-multiscale" }.Where(l => CanRead(stamps[l])));

    private static bool CanRead(IStamps stamps)
    {
        try
        {
            return stamps.Channel(0, 0, 0).Length > 0;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    private static Study Tiny(TemporaryFolder folder)
    {
        File.WriteAllText(folder["study.yaml"], TinyStudy.Spec);
        return StudySpecFile.Load(folder["study.yaml"], []);
    }
}
