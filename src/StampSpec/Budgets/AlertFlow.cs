namespace StampSpec.Budgets;

/// <summary>The flow of alerts. The defaults are those of DMTN-102 v1.3; the cadence is the one that its rates imply.</summary>
public sealed record AlertFlow
{
    private const double BitsPerByte = 8;
    private const double BitsPerGigabit = 1e9;
    private const double BytesPerGigabyte = 1e9;
    private const double BytesPerPetabyte = 1e15;

    /// <summary>Alerts in each visit, above 0.</summary>
    public double AlertsPerVisit { get; init; } = 10_000;

    /// <summary>Seconds from one visit to the next. DMTN-102 does not state them; 34 s give its 0.2, 0.04 and 0.8 Gbps.</summary>
    public double CadenceSeconds { get; init; } = 34;

    /// <summary>Seconds in which a visit's alerts are sent.</summary>
    public double BurstSeconds { get; init; } = 5;

    /// <summary>Number of full streams that are sent at the same time. Rates count all of them, volumes only one.</summary>
    public double Streams { get; init; } = 1;

    /// <summary>Visits in each night.</summary>
    public double VisitsPerNight { get; init; } = 1_000;

    /// <summary>Observing nights in each year.</summary>
    public double NightsPerYear { get; init; } = 300;

    /// <summary>Years that an archive covers.</summary>
    public double Years { get; init; } = 10;

    /// <summary>Mean rate, 10^9 bit/s.</summary>
    public double MeanGbps(double packetBytes) => VisitGigabits(packetBytes) / CadenceSeconds;

    /// <summary>Rate while a visit's alerts are sent, 10^9 bit/s.</summary>
    public double BurstGbps(double packetBytes) => VisitGigabits(packetBytes) / BurstSeconds;

    /// <summary>Volume of a night, 10^9 B.</summary>
    public double GigabytesPerNight(double packetBytes) => packetBytes * AlertsPerVisit * VisitsPerNight / BytesPerGigabyte;

    /// <summary>Volume of all years, 10^15 B.</summary>
    public double Petabytes(double packetBytes) => packetBytes * AlertsPerVisit * VisitsPerNight * NightsPerYear * Years / BytesPerPetabyte;

    private double VisitGigabits(double packetBytes) => packetBytes * BitsPerByte * AlertsPerVisit * Streams / BitsPerGigabit;
}
