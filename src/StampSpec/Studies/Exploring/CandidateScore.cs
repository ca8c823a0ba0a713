namespace StampSpec.Studies.Exploring;

/// <summary>What a rung measured of one candidate.</summary>
/// <param name="Layout">The candidate.</param>
/// <param name="BytesSent">Bytes of one alert's stamps as sent; a mean where they vary.</param>
/// <param name="MacroF1">Macro-F1 on the validation objects, mean over the rung's runs; null where it came to no result.</param>
internal sealed record CandidateScore(StudyLayout Layout, double BytesSent, double? MacroF1)
{
    /// <summary>Lower end of the score's interval.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end of the score's interval.</summary>
    public double? High { get; init; }

    /// <summary>Fraction of resamples of the validation objects in which it is on the rung's front.</summary>
    public double? FrontProbability { get; init; }

    /// <summary>Why it came to no result; null where it did.</summary>
    public string? Failure { get; init; }
}
