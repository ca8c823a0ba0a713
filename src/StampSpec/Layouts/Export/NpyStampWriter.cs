using StampSpec.Alerts;

namespace StampSpec.Layouts.Export;

/// <summary>IMAGE-K.npy: one array a scale of an image, one row an alert.</summary>
internal sealed class NpyStampWriter : IStampWriter
{
    private readonly Dictionary<string, NpyStack> _stacks = [];

    public NpyStampWriter(string folder, StampLayout layout)
    {
        foreach (var kind in layout.Images)
        {
            foreach (var scale in layout.ScalesOf(kind))
            {
                var name = StampImage.NameOf(kind, scale);
                _stacks.Add(name, new NpyStack(Path.Combine(folder, name + ".npy"), layout.Scales[scale].Pixels));
            }
        }
    }

    public string Add(Alert alert, IReadOnlyList<StampImage> stamps)
    {
        foreach (var stamp in stamps)
        {
            _stacks[stamp.Name].Add(stamp.Pixels);
        }

        return "";
    }

    public void Complete()
    {
        foreach (var stack in _stacks.Values)
        {
            stack.Complete();
        }
    }

    public void Dispose()
    {
        foreach (var stack in _stacks.Values)
        {
            stack.Dispose();
        }
    }
}
