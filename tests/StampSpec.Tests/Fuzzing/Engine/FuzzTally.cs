namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>What came of a target's cases.</summary>
internal sealed class FuzzTally(string target)
{
    private const int MostFindings = 20;

    private readonly SortedDictionary<string, int> _rejections = new(StringComparer.Ordinal);
    private readonly List<FuzzFinding> _findings = [];

    public string Target { get; } = target;

    public long Cases { get; private set; }

    public long Accepted { get; private set; }

    /// <summary>Rejected cases by the code of their first diagnostic.</summary>
    public IReadOnlyDictionary<string, int> Rejections => _rejections;

    /// <summary>The first findings, at most twenty.</summary>
    public IReadOnlyList<FuzzFinding> Findings => _findings;

    public double ProcessorSeconds { get; private set; }

    public (double Seconds, long Case) Slowest { get; private set; }

    public (long Bytes, long Case) Largest { get; private set; }

    public bool IsFull => _findings.Count >= MostFindings;

    /// <summary>Counts one case.</summary>
    /// <param name="number">The case.</param>
    /// <param name="code">The code of its rejection; null where it was accepted.</param>
    /// <param name="cost">Processor seconds and allocated bytes of its reading.</param>
    public void Add(long number, string? code, FuzzCost cost)
    {
        Cases++;
        ProcessorSeconds += cost.ProcessorSeconds;
        if (code is null)
        {
            Accepted++;
        }
        else
        {
            _rejections[code] = _rejections.GetValueOrDefault(code) + 1;
        }

        Slowest = cost.ProcessorSeconds > Slowest.Seconds ? (cost.ProcessorSeconds, number) : Slowest;
        Largest = cost.AllocatedBytes > Largest.Bytes ? (cost.AllocatedBytes, number) : Largest;
    }

    public void Find(long number, string what) => _findings.Add(new FuzzFinding(Target, number, what));
}
