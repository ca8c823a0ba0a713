using System.Globalization;

namespace StampSpec.Budgets.Dmtn102;

/// <summary>Evaluates an expression of numbers, names, + - * / and parentheses.</summary>
internal ref struct Expression
{
    private readonly IReadOnlyDictionary<string, double> _names;
    private ReadOnlySpan<char> _rest;

    private Expression(ReadOnlySpan<char> text, IReadOnlyDictionary<string, double> names)
    {
        _rest = text;
        _names = names;
    }

    /// <summary>The value of an expression.</summary>
    /// <exception cref="FormatException">
    /// The text is not an expression, or it contains a name without a value; the message says where.
    /// </exception>
    public static double Evaluate(string text, IReadOnlyDictionary<string, double> names)
    {
        var expression = new Expression(text, names);
        var value = expression.Sum();
        return expression.Peek() == '\0' ? value : throw expression.Unexpected();
    }

    private double Sum()
    {
        var value = Product();
        while (Peek() is '+' or '-')
        {
            value = Take() == '+' ? value + Product() : value - Product();
        }

        return value;
    }

    private double Product()
    {
        var value = Factor();
        while (Peek() is '*' or '/')
        {
            value = Take() == '*' ? value * Factor() : value / Factor();
        }

        return value;
    }

    private double Factor()
    {
        var next = Peek();
        if (next == '(')
        {
            Take();
            var value = Sum();
            return Peek() == ')' && Take() == ')' ? value : throw Unexpected();
        }

        return char.IsAsciiDigit(next) ? Number()
            : char.IsAsciiLetter(next) ? Name()
            : throw Unexpected();
    }

    private double Number()
    {
        var text = Word(c => char.IsAsciiDigit(c) || c == '.');
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{text} is not a number");
    }

    private double Name()
    {
        var name = Word(c => char.IsAsciiLetterOrDigit(c) || c == '_').ToString();
        return _names.TryGetValue(name, out var value) ? value : throw new FormatException($"{name} is not the name of an earlier input");
    }

    private ReadOnlySpan<char> Word(Func<char, bool> belongs)
    {
        var length = 0;
        while (length < _rest.Length && belongs(_rest[length]))
        {
            length++;
        }

        var word = _rest[..length];
        _rest = _rest[length..];
        return word;
    }

    private char Peek()
    {
        _rest = _rest.TrimStart(' ');
        return _rest.IsEmpty ? '\0' : _rest[0];
    }

    private char Take()
    {
        var taken = _rest[0];
        _rest = _rest[1..];
        return taken;
    }

    private readonly FormatException Unexpected() =>
        new(
            _rest.IsEmpty
                ? "the expression ends where a number, a name or ( is expected"
                : $"'{_rest.ToString()}' is found where an operator, a number or a name is expected"
        );
}
