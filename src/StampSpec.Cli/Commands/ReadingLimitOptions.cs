using System.CommandLine;
using System.Globalization;
using StampSpec.Alerts;

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

    private static Option<long?> ToOption(ReadingLimit limit)
    {
        var option = new Option<long?>(limit.OptionName)
        {
            Description = FormattableString.Invariant($"{limit.Meaning} Default: {limit.Default}."),
            HelpName = "N",
        };
        option.Validators.Add(result =>
        {
            // The parser itself refuses a text that is not a number.
            if (
                result.Tokens is [var token]
                && long.TryParse(token.Value, CultureInfo.InvariantCulture, out var value)
                && (value < 1 || value > limit.Greatest)
            )
            {
                result.AddError(FormattableString.Invariant($"{limit.OptionName} is {value}; write 1 to {limit.Greatest}"));
            }
        });
        return option;
    }
}
