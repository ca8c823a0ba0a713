namespace StampSpec.Studies.Running;

/// <summary>Reports on the thread that reports, unlike <see cref="Progress{T}"/>, so that events keep their order.</summary>
internal sealed class ActionProgress<T>(Action<T> action) : IProgress<T>
{
    public void Report(T value) => action(value);
}
