using System.CommandLine;
using StampSpec.Specs;

namespace StampSpec.Cli.Commands;

/// <summary>The option <c>--jobs</c>.</summary>
internal static class JobsOption
{
    private const int MostJobs = 1024;

    /// <summary>Creates it.</summary>
    /// <param name="remark">What the command's help says besides.</param>
    public static Option<int?> Create(string remark) =>
        QuantityOption.Optional<int>(
            "--jobs",
            "N",
            "Number of cells that run at the same time; by default, it is chosen from the number of processors." + remark,
            Quantity.Whole(1, MostJobs)
        );
}
