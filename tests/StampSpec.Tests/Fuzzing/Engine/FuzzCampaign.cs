using StampSpec.Common;

namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>
/// Runs cases and checks the rules: no exception except InvalidInputException, a place in every diagnostic, at most one second of processor
/// time and at most 256 MiB of allocated memory. The bytes of a case depend only on the seed, the name of the target and the number of the
/// case.
/// </summary>
internal sealed class FuzzCampaign(Seed seed)
{
    public const double MostSeconds = 1;
    public const long MostBytes = 256L << 20;

    private const int StackBytes = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The bytes of a case.</summary>
    public byte[] Bytes(FuzzTarget target, long number) => target.Make(seed.Derive(target.Name).Derive(number).CreateSource());

    /// <summary>Runs cases on a thread with a small stack; stops early after twenty findings. A case that does not end ends the process,
    /// naming itself.</summary>
    public FuzzTally Run(FuzzTarget target, long first, long count)
    {
        var tally = new FuzzTally(target.Name);
        var number = first;
        using var watch = new Timer(_ => Stuck(target, Interlocked.Read(ref number)), null, Patience, Timeout.InfiniteTimeSpan);
        var thread = new Thread(
            () =>
            {
                for (; number < first + count && !tally.IsFull; Interlocked.Increment(ref number))
                {
                    watch.Change(Patience, Timeout.InfiniteTimeSpan);
                    One(target, number, tally);
                }
            },
            StackBytes
        );
        thread.Start();
        thread.Join();
        return tally;
    }

    private void One(FuzzTarget target, long number, FuzzTally tally)
    {
        var bytes = Bytes(target, number);
        var before = FuzzCost.SoFar;
        var (code, fault) = Outcome(target, bytes);
        var cost = FuzzCost.SoFar - before;
        tally.Add(number, code, cost);
        if ((fault ?? Excess(cost)) is { } finding)
        {
            tally.Find(number, FormattableString.Invariant($"{bytes.Length} bytes: {finding}"));
        }
    }

    private static (string? Code, string? Fault) Outcome(FuzzTarget target, byte[] bytes)
    {
        try
        {
            target.Read(bytes);
            return (null, null);
        }
        catch (InvalidInputException refused)
        {
            var astray = refused.Diagnostics.FirstOrDefault(d =>
                d.ByteOffset is null && d.Line is null && d.Path is null && !target.OfTheWhole.Contains(d.Code)
            );
            return (refused.Diagnostics[0].Code, astray is null ? null : $"a diagnostic without a place: {astray}");
        }
#pragma warning disable CA1031 // Any other exception is what the campaign looks for.
        catch (Exception untyped)
#pragma warning restore CA1031
        {
            return ("untyped", untyped.ToString());
        }
    }

    private static string? Excess(FuzzCost cost) =>
        cost.ProcessorSeconds > MostSeconds ? FormattableString.Invariant($"{cost.ProcessorSeconds:F2} s of processor time")
        : cost.AllocatedBytes > MostBytes ? FormattableString.Invariant($"{cost.AllocatedBytes >> 20} MiB allocated")
        : null;

    private static void Stuck(FuzzTarget target, long number) =>
        Environment.FailFast(FormattableString.Invariant($"{target.Name}: case {number} does not end"));
}
