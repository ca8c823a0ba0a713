using System.Text;

namespace StampSpec.Tests.Formats;

/// <summary>Files that are built by hand, card by card, independently of the writer.</summary>
internal static class FitsBytes
{
    public static byte[] File(IReadOnlyList<string> cards, params byte[] data) =>
        [.. Header(cards), .. data, .. new byte[Padding(data.Length)]];

    public static byte[] Header(IReadOnlyList<string> cards)
    {
        var text = string.Concat(cards.Append("END").Select(c => c.PadRight(80)));
        return Encoding.ASCII.GetBytes(text + new string(' ', Padding(text.Length)));
    }

    public static string[] Primary(int bits, params int[] axes) =>
        [
            "SIMPLE  =                    T",
            $"BITPIX  = {bits, 20}",
            $"NAXIS   = {axes.Length, 20}",
            .. axes.Select((n, i) => $"NAXIS{i + 1}  = {n, 20}"),
        ];

    private static int Padding(int length) => (2880 - (length % 2880)) % 2880;
}
