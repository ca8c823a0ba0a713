using StampSpec.Alerts;

namespace StampSpec.Layouts.Model;

/// <summary>
/// Numbers that a layout carries in addition to images or in place of them, measured on whole native cutouts before they are cut. The
/// classifier's input from them is the same for all eight views of an alert (quarter turns and flips), so they are joined to the averaged
/// features of the views.
/// </summary>
public abstract record StampFeature
{
    /// <summary>The key under which specs declare it.</summary>
    public abstract string Kind { get; }

    /// <summary>Numbers sent for an alert.</summary>
    public abstract int Length { get; }

    /// <summary>Number type in which they are sent.</summary>
    public abstract PixelNumberType Number { get; }

    /// <summary>Its settings as the keys and values that specs declare.</summary>
    public abstract IReadOnlyList<KeyValuePair<string, object>> Settings { get; }

    /// <summary>Bytes of an alert's numbers, without framing.</summary>
    public long RawBytes => (long)Length * Number.SizeBytes();

    /// <summary>The <see cref="Length"/> finite numbers that are sent for an alert, before they are rounded to the number type.</summary>
    public abstract double[] Measure(Alert alert);

    /// <summary>Writes the classifier's input: the numbers as they arrive, ordered so that they do not depend on the view.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="values">Receives <see cref="Length"/> numbers.</param>
    public void Write(Alert alert, Span<float> values)
    {
        var sent = Measure(alert);
        for (var i = 0; i < sent.Length; i++)
        {
            values[i] = Arrived(sent[i]);
        }

        Arrange(values);
    }

    /// <summary>
    /// Orders the numbers that arrived so that they do not depend on the view. Does nothing if they do not depend on it anyway.
    /// </summary>
    private protected virtual void Arrange(Span<float> values) { }

    private float Arrived(double value) =>
        Number switch
        {
            PixelNumberType.Float16 => (float)(Half)value,
            PixelNumberType.UInt8 => byte.CreateSaturating(value),
            _ => (float)value,
        };
}
