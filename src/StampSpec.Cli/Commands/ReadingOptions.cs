using System.CommandLine;
using StampSpec.Alerts;
using StampSpec.Specs;

namespace StampSpec.Cli.Commands;

/// <summary>
/// The options on reading alerts: the schemas of wire messages, and one option for each of <see cref="ReadingLimits"/>.
/// </summary>
internal sealed class ReadingOptions
{
    private readonly Option<string?> _schemas = SchemasOption.Create();

    private readonly (ReadingLimit Limit, Option<long?> Option)[] _options =
    [
        .. ReadingLimits.All.Select(limit => (limit, ToOption(limit))),
    ];

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_schemas);
        foreach (var (_, option) in _options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The schemas and the limits on the command line.</summary>
    /// <exception cref="Common.InvalidInputException">The schemas cannot be read.</exception>
    public AlertReadingOptions Of(ParseResult parsed) =>
        _options.Aggregate(SchemasOption.Of(parsed, _schemas), (options, next) =>
            parsed.GetValue(next.Option) is { } value ? next.Limit.With(options, value) : options
        );

    private static Option<long?> ToOption(ReadingLimit limit) =>
        QuantityOption.Optional<long>(
            limit.OptionName,
            IsBytes(limit) ? "BYTES" : "N",
            FormattableString.Invariant($"{limit.Meaning} Default: {limit.Default}."),
            IsBytes(limit) ? Quantity.Bytes(1, limit.Greatest) : Quantity.Whole(1, limit.Greatest)
        );

    private static bool IsBytes(ReadingLimit limit) => limit.OptionName.EndsWith("-bytes", StringComparison.Ordinal);
}
