namespace StampSpec.Learning.Tuning;

/// <summary>
/// The schedule of successive halving (Jamieson and Talwalkar 2016, section 3; in the notation of Li et al. 2018, JMLR 18, 185, algorithm
/// 1): rung i (a round of trainings) trains floor(n / eta^i) candidates for min(largest, smallest eta^i) steps. The last rung is the first
/// one with the largest number of steps, or the last one with at least two candidates, because training a single candidate would choose
/// nothing.
/// </summary>
internal static class SuccessiveHalving
{
    /// <summary>The rungs, first to last; at least one.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public static IReadOnlyList<TuningRung> Rungs(TuningSettings settings)
    {
        settings.Check();
        var rungs = new List<TuningRung>();
        long steps = settings.SmallestSteps;
        for (var candidates = settings.Candidates; candidates >= 2; candidates /= settings.HalvingFactor)
        {
            var isLast = steps >= settings.LargestSteps || candidates / settings.HalvingFactor < 2;
            var survivors = isLast ? 1 : candidates / settings.HalvingFactor;
            rungs.Add(new TuningRung(candidates, (int)Math.Min(steps, settings.LargestSteps), survivors));
            if (isLast)
            {
                break;
            }

            steps *= settings.HalvingFactor;
        }

        return rungs;
    }

    /// <summary>Steps of all rungs together: the whole budget. If candidates diverge, fewer steps are taken.</summary>
    public static long TotalSteps(TuningSettings settings) => Rungs(settings).Sum(r => (long)r.Candidates * r.Steps);
}

/// <summary>One round of successive halving.</summary>
/// <param name="Candidates">Candidates trained in it, at least 2.</param>
/// <param name="Steps">Steps of each candidate.</param>
/// <param name="Survivors">Candidates that continue; 1 after the last rung.</param>
internal sealed record TuningRung(int Candidates, int Steps, int Survivors);
