using System.CommandLine;
using StampSpec.Alerts;
using StampSpec.Specs;

namespace StampSpec.Cli.Commands;

/// <summary>The options that raise or lower the limits on reading alerts: one for each of <see cref="ReadingLimits"/>.</summary>
internal sealed class ReadingLimitOptions
{
    private readonly (ReadingLimit Limit, Option<long?> Option)[] _options =
    [
        .. ReadingLimits.All.Select(limit => (limit, ToOption(limit))),
    ];

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var (_, option) in _options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The limits on the command line.</summary>
    public AlertReadingOptions Of(ParseResult parsed) =>
        _options.Aggregate(AlertReadingOptions.Default, (options, next) =>
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
