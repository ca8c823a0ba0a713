using System.Globalization;
using System.Text;

namespace StampSpec.Reports.Tables;

/// <summary>One macro of numbers.tex.</summary>
/// <param name="Name">Words that become the macro's name.</param>
/// <param name="Value">The number as it is printed, ready for siunitx.</param>
public sealed record LatexNumber(string Name, string Value)
{
    private static readonly string[] Digits = ["Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];

    /// <summary>The file that defines every number; names that would be equal get a letter.</summary>
    public static string ToFile(IEnumerable<LatexNumber> numbers)
    {
        var text = new StringBuilder("% Written by stampspec report; \\input{numbers} and use a macro instead of typing a number.\n");
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var number in numbers)
        {
            var name = MacroName(number.Name);
            while (!taken.Add(name))
            {
                name += "x";
            }

            text.Append(CultureInfo.InvariantCulture, $"\\newcommand{{\\{name}}}{{{LatexWriting.Escape(number.Value)}}}\n");
        }

        return text.ToString();
    }

    /// <summary>Letters only, as TeX wants: words joined in capitals, digits spelled out, anything else dropped.</summary>
    public static string MacroName(string words)
    {
        var name = new StringBuilder("stampspec");
        var startsWord = true;
        foreach (var character in words)
        {
            if (char.IsAsciiLetter(character))
            {
                name.Append(startsWord ? char.ToUpperInvariant(character) : character);
                startsWord = false;
            }
            else
            {
                name.Append(char.IsAsciiDigit(character) ? Digits[character - '0'] : "");
                startsWord = true;
            }
        }

        return name.ToString();
    }
}
