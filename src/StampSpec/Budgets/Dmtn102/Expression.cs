using System.Globalization;

namespace StampSpec.Budgets.Dmtn102;

/// <summary>Evaluates a derivation: numbers, names, + - * /, parentheses.</summary>
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
    /// <exception cref="FormatException">It is no expression, or holds a name that has no value; the message says where.</exception>
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
            : throw new FormatException($"{text} is no number");
    }

    private double Name()
    {
        var name = Word(c => char.IsAsciiLetterOrDigit(c) || c == '_').ToString();
        return _names.TryGetValue(name, out var value) ? value : throw new FormatException($"{name} has no value yet");
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
                ? "the expression ends where a number, a name or ( should stand"
                : $"'{_rest.ToString()}' stands where an operator, a number or a name should"
        );
}
