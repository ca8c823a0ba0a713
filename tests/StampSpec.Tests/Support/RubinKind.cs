using System.Globalization;
using StampSpec.Common;

namespace StampSpec.Tests.Support;

/// <summary>
/// What the real packets of LSSTCam show, from <c>reference/rubin/rubin-packets.csv</c>: an asteroid if the packet names a known object of
/// the Solar System, otherwise the class that one viewer saw in the cutouts.
/// </summary>
/// <param name="Candid">The diaSourceId.</param>
/// <param name="File">Name of the packet.</param>
/// <param name="Night">The month of the visit, such as 2025-12. That of 2025-09 is defocused.</param>
/// <param name="Class">asteroid, bogus or vs; or a kind that is none of the six classes: empty, weak-excess, transient.</param>
/// <param name="Strength">strong for a known object, otherwise medium.</param>
/// <param name="Group">The known object, or visit and detector.</param>
/// <param name="Evidence">What the class rests on.</param>
internal sealed record RubinKind(long Candid, string File, string Night, string Class, string Strength, string Group, string Evidence)
{
    /// <summary>Spots with nothing in exposure or template, which a viewer can hardly tell from noise.</summary>
    public const string Empty = "empty";

    /// <summary>The night in which LSSTCam was out of focus.</summary>
    public const string DefocusedNight = "2025-09";

    private static readonly Dictionary<string, string> Classes = new(StringComparer.Ordinal)
    {
        ["isolated point source (asteroid-like)"] = "asteroid",
        ["trailed"] = "asteroid",
        ["residual or wing of bright star/galaxy"] = "bogus",
        ["ring/dipole on a bright star"] = "bogus",
        ["cosmic ray / streak"] = "bogus",
        ["template or edge artefact"] = "bogus",
        ["variable star"] = "vs",
        ["faint, nothing in template"] = Empty,
        ["weak excess on star or galaxy"] = "weak-excess",
        ["transient or nucleus on galaxy"] = "transient",
    };

    /// <summary>All packets of LSSTCam that a viewer has seen.</summary>
    /// <param name="shared">The folder with <c>reference/rubin</c>.</param>
    public static IReadOnlyList<RubinKind> Load(string shared)
    {
        using var stream = System.IO.File.OpenRead(Path.Combine(shared, "reference", "rubin", "rubin-packets.csv"));
        using var csv = Csv.Reader(stream, Csv.Reading with { HasHeader = false });
        var header = csv.Read() ? csv.Current.ToArray() : [];
        var kinds = new List<RubinKind>();
        while (csv.Read())
        {
            var cells = csv.Current.ToArray();
            if (Of(name => cells[Array.IndexOf(header, name)]) is { } kind)
            {
                kinds.Add(kind);
            }
        }

        return kinds;
    }

    private static RubinKind? Of(Func<string, string> cell)
    {
        if (!Classes.TryGetValue(cell("eye_class"), out var seen))
        {
            return null;
        }

        var known = cell("ds_ssObjectId");
        var isKnown = known is not ("" or "0");
        return new RubinKind(
            long.Parse(cell("ds_diaSourceId"), CultureInfo.InvariantCulture),
            Path.GetFileName(cell("file")),
            cell("group")[3..],
            isKnown ? "asteroid" : seen,
            isKnown ? "strong" : "medium",
            isKnown ? "object " + known : $"visit {cell("visit")} detector {cell("detector")}",
            isKnown ? "ssObjectId" : "by eye: " + cell("eye_class")
        );
    }
}
