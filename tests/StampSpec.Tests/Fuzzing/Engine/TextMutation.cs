using System.Globalization;
using System.Text;
using StampSpec.Common;

namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>Changes text by lines and words, as YAML and CSV are made of them.</summary>
internal static class TextMutation
{
    private static readonly string[] Words =
    [
        "",
        "{",
        "}",
        "[",
        "]",
        "- ",
        ": ",
        "? ",
        "| \n",
        "> \n",
        "&a ",
        "*a",
        "!!str ",
        "!code ",
        "\"",
        "'",
        "''",
        "\"\"",
        "#",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "\t",
        "\0",
        "null",
        "~",
        "true",
        ".inf",
        "-.nan",
        "1e999",
        "-1e-999",
        "0x7fffffffffffffff",
        "NaN",
        "1_000",
        "\\uD800",
        "\"\\xZZ\"",
        "\uFEFF",
        "\u2028",
        "\r",
        "\n\n",
        ",",
        ",,,",
        ";",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "{a: {a: {a: {a: {a: {a: {a: {a: {a: {a: ",
        "../../../../etc/passwd",
        "\u0661\u0662",
        "e\u0301",
        "<<: *a",
    ];

    /// <summary>One to four changes.</summary>
    public static byte[] Apply(string original, RandomSource random)
    {
        var text = original;
        for (var left = random.Chance(0.5) ? 1 : 1 + random.NextInt(4); left > 0; left--)
        {
            text = random.Chance(0.5) ? ChangeLines(text, random) : ChangeWord(text, random);
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        return random.Chance(0.15) ? ByteMutation.Apply(bytes, random) : bytes;
    }

    private static string ChangeLines(string text, RandomSource random)
    {
        var lines = text.Split('\n').ToList();
        var at = random.NextInt(lines.Count);
        switch (random.NextInt(6))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(random.NextInt(lines.Count + 1), lines[at]);
                break;
            case 2:
                lines[at] = new string(' ', random.NextInt(9)) + lines[at];
                break;
            case 3:
                lines[at] = lines[at].TrimStart();
                break;
            case 4:
                lines[at] = random.Pick(Words) + lines[at];
                break;
            default:
                (lines[at], lines[0]) = (lines[0], lines[at]);
                break;
        }

        return string.Join('\n', lines);
    }

    private static string ChangeWord(string text, RandomSource random)
    {
        var at = random.NextInt(text.Length + 1);
        var end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '-'))
        {
            end++;
        }

        return random.NextInt(5) switch
        {
            0 => string.Concat(text.AsSpan(0, at), random.EdgeNumber().ToString(CultureInfo.InvariantCulture), text.AsSpan(end)),
            1 => string.Concat(
                text.AsSpan(0, at),
                string.Concat(Enumerable.Repeat(random.Pick(Words), 1 + random.NextInt(40))),
                text.AsSpan(at)
            ),
            2 => string.Concat(text.AsSpan(0, at), text.AsSpan(end)),
            3 => text[..at],
            _ => string.Concat(text.AsSpan(0, at), random.Pick(Words), text.AsSpan(end)),
        };
    }
}
