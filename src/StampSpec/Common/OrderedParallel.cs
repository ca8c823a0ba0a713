namespace StampSpec.Common;

/// <summary>Maps a sequence on several threads, lazily and in order. The number of results in progress is bounded.</summary>
internal static class OrderedParallel
{
    private const int UnderWayPerWorker = 8;

    /// <summary>Maps each item; the sequence itself is enumerated on the caller's thread.</summary>
    /// <param name="items">What to map.</param>
    /// <param name="map">Called on several threads at once.</param>
    /// <param name="workers">Threads, at least 1; with 1, everything runs on the caller's thread.</param>
    public static IEnumerable<TResult> Select<TItem, TResult>(IEnumerable<TItem> items, Func<TItem, TResult> map, int workers) =>
        workers == 1 ? items.Select(map) : SelectConcurrently(items, map, workers);

    private static IEnumerable<TResult> SelectConcurrently<TItem, TResult>(IEnumerable<TItem> items, Func<TItem, TResult> map, int workers)
    {
        var tasks = new TaskFactory(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, workers).ConcurrentScheduler);
        var underWay = new Queue<Task<TResult>>();
        try
        {
            foreach (var item in items)
            {
                underWay.Enqueue(tasks.StartNew(() => map(item)));
                if (underWay.Count == workers * UnderWayPerWorker)
                {
                    yield return underWay.Dequeue().GetAwaiter().GetResult();
                }
            }

            while (underWay.TryDequeue(out var next))
            {
                yield return next.GetAwaiter().GetResult();
            }
        }
        finally
        {
            // If the caller stops early, wait for the work in progress; its exceptions no longer matter.
            Task.WhenAny(Task.WhenAll(underWay)).Wait();
        }
    }
}
