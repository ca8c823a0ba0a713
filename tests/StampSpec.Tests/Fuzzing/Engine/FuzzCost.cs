using System.Runtime.InteropServices;

namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>The cost of reading for the calling thread: processor time, so that other work on the machine does not count, and all bytes
/// that it allocates.</summary>
internal readonly record struct FuzzCost(double ProcessorSeconds, long AllocatedBytes)
{
    private const int ThreadProcessorClock = 3; // CLOCK_THREAD_CPUTIME_ID of Linux.

    /// <summary>The thread's totals so far.</summary>
    public static FuzzCost SoFar => new(ThreadSeconds(), GC.GetAllocatedBytesForCurrentThread());

    public static FuzzCost operator -(FuzzCost after, FuzzCost before) =>
        new(after.ProcessorSeconds - before.ProcessorSeconds, after.AllocatedBytes - before.AllocatedBytes);

    private static double ThreadSeconds()
    {
        if (!OperatingSystem.IsLinux())
        {
            return Environment.TickCount64 / 1e3;
        }

        _ = ClockGetTime(ThreadProcessorClock, out var time);
        return time.Seconds + (time.Nanoseconds / 1e9);
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
