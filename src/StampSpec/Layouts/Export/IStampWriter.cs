using StampSpec.Alerts;

namespace StampSpec.Layouts.Export;

/// <summary>Writes the stamps of one alert after another into a folder.</summary>
internal interface IStampWriter : IDisposable
{
    /// <summary>Adds one alert; gives the name of its own file, empty if it has none.</summary>
    public string Add(Alert alert, IReadOnlyList<StampImage> stamps);

    /// <summary>Finishes every file.</summary>
    public void Complete();
}
