namespace StampSpec.Alerts;

/// <summary>One bound on what reading may spend, which a user may raise.</summary>
public sealed class ReadingLimit
{
    private readonly Func<AlertReadingOptions, long> _of;
    private readonly Func<AlertReadingOptions, long, AlertReadingOptions> _with;

    internal ReadingLimit(string name, string meaning, long greatest, Func<AlertReadingOptions, long> of, Func<AlertReadingOptions, long, AlertReadingOptions> with)
    {
        (OptionName, Meaning, Greatest, _of, _with) = ("--max-" + name, meaning, greatest, of, with);
    }

    /// <summary>The option that sets it.</summary>
    public string OptionName { get; }

    /// <summary>What it bounds, one sentence.</summary>
    public string Meaning { get; }

    /// <summary>The greatest value; the least is 1.</summary>
    public long Greatest { get; }

    /// <summary>What holds where nothing is said.</summary>
    public long Default => _of(AlertReadingOptions.Default);

    /// <summary>What a refusal by this limit advises.</summary>
    internal string Fix => $"where the input can be trusted, raise {OptionName}";

    /// <summary>The limit in options.</summary>
    public long Of(AlertReadingOptions options) => _of(options);

    /// <summary>Options with another limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1 to <see cref="Greatest"/>.</exception>
    public AlertReadingOptions With(AlertReadingOptions options, long value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Greatest);
        return _with(options, value);
    }
}
