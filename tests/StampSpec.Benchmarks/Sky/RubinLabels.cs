using System.Globalization;
using StampSpec.Common;
using StampSpec.Tests.Support;

namespace StampSpec.Benchmarks.Sky;

/// <summary>
/// Writes a label table of the real packets of LSSTCam, for the study rubin-sky-to-rubin. It measures nothing.
/// </summary>
internal sealed class RubinLabels : IComparison
{
    private static readonly string[] Columns = ["candid", "class", "group", "strength", "file", "night", "evidence"];

    public string Name => "rubin-labels";

    public string Description => "labels of Rubin's real packets, as CSV: [SHARED], ../shared by default";

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        using var csv = Csv.Writer(output);
        csv.WriteRecord(Columns);
        foreach (var kind in RubinKind.Load(arguments.Count > 0 ? arguments[0] : Path.Combine("..", "shared")))
        {
            csv.WriteRecord(
                kind.Candid.ToString(CultureInfo.InvariantCulture),
                kind.Class,
                kind.Group,
                kind.Strength,
                kind.File,
                kind.Night,
                kind.Evidence
            );
        }

        return 0;
    }
}
