using System.CommandLine;
using System.CommandLine.Parsing;
using System.Numerics;
using StampSpec.Specs;

namespace StampSpec.Cli.Commands;

/// <summary>Options whose value is a <see cref="Quantity"/>: a number in a range, with the same units as in specs.</summary>
internal static class QuantityOption
{
    /// <summary>An option that may be absent.</summary>
    public static Option<T?> Optional<T>(string name, string helpName, string description, Quantity quantity)
        where T : struct, INumber<T> =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result => Parse<T>(result, name, quantity),
        };

    /// <summary>An option that must be given.</summary>
    public static Option<T> Required<T>(string name, string helpName, string description, Quantity quantity)
        where T : struct, INumber<T> =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            Required = true,
            CustomParser = result => Parse<T>(result, name, quantity) ?? T.Zero,
        };

    /// <summary>An option with a default.</summary>
    public static Option<T> WithDefault<T>(string name, string helpName, string description, Quantity quantity, T value)
        where T : struct, INumber<T> =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = _ => value,
            CustomParser = result => Parse<T>(result, name, quantity) ?? T.Zero,
        };

    private static T? Parse<T>(ArgumentResult result, string name, Quantity quantity)
        where T : struct, INumber<T>
    {
        var text = string.Join(' ', result.Tokens.Select(t => t.Value));
        if (quantity.TryRead(text, out var value, out var problem))
        {
            return T.CreateChecked(value);
        }

        result.AddError($"{name} is '{text}'; {problem}");
        return null;
    }
}
