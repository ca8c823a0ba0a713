namespace StampSpec.Sky.Scenes;

/// <summary>How often each class occurs: a relative weight for each <see cref="SkyClass"/>.</summary>
public sealed record ClassMix
{
    private readonly double[] _weights;

    private ClassMix(string name, double[] weights)
    {
        Name = name;
        _weights = weights;
    }

    /// <summary>The training set of the published study: 49,310 objects, 580 of them satellites (Reyes-Jainaga et al. 2023).</summary>
    public static ClassMix Published { get; } = new("published", [9775, 9180, 15950, 580, 3615, 10210]);

    /// <summary>Every class equally often.</summary>
    public static ClassMix Balanced { get; } = new("balanced", [1, 1, 1, 1, 1, 1]);

    /// <summary>
    /// A stream as Rubin might send it, averaged over ecliptic and galactic latitudes. No shares have been published; these follow from
    /// assumed counts per deg^2 of one visit in r after the cut on reliability, and are a choice: b 60 deg off the ecliptic 100 variable
    /// stars, 130 AGN, 28 supernovae, 15 asteroids, 15 bogus and 0.3 satellites, 450 asteroids on the ecliptic, 1,000 variable stars at
    /// b 20 deg.
    /// </summary>
    public static ClassMix Rubin { get; } = new("rubin", [0.22, 0.2, 0.08, 0.001, 0.05, 0.45]);

    /// <summary>The mix's name in specs and on the command line.</summary>
    public string Name { get; }

    /// <summary>The share of a class, in [0, 1]; the shares sum to 1.</summary>
    public double this[SkyClass skyClass] => _weights[(int)skyClass] / _weights.Sum();

    /// <summary>The mix with a name; null if there is none.</summary>
    public static ClassMix? Find(string name) =>
        name switch
        {
            "published" => Published,
            "balanced" => Balanced,
            "rubin" => Rubin,
            _ => null,
        };

    /// <summary>The same mix without the classes that are not listed.</summary>
    /// <exception cref="ArgumentException">No class is listed.</exception>
    public ClassMix Only(IReadOnlyCollection<SkyClass> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Count == 0)
        {
            throw new ArgumentException("a mix needs at least one class", nameof(classes));
        }

        return new ClassMix(Name, [.. _weights.Select((weight, i) => classes.Contains((SkyClass)i) ? weight : 0)]);
    }

    /// <summary>The class at a position of the cumulative distribution.</summary>
    /// <param name="position">In [0, 1).</param>
    internal SkyClass At(double position)
    {
        var target = position * _weights.Sum();
        var last = Array.FindLastIndex(_weights, w => w > 0);
        for (var i = 0; i < last; i++)
        {
            target -= _weights[i];
            if (target < 0)
            {
                return (SkyClass)i;
            }
        }

        return (SkyClass)last;
    }
}

/// <summary>The six classes of the published study (Reyes-Jainaga et al. 2023), in the alphabetical order of their label names.</summary>
public enum SkyClass
{
    /// <summary>Active galactic nucleus: nuclear, brighter or fainter; label <c>agn</c>.</summary>
    Agn,

    /// <summary>Solar-System object: absent from the template; label <c>asteroid</c>.</summary>
    Asteroid,

    /// <summary>Artefact of detector or subtraction; label <c>bogus</c>.</summary>
    Bogus,

    /// <summary>Artificial satellite: a train of glints; label <c>satellite</c>.</summary>
    Satellite,

    /// <summary>Supernova in or near its host; label <c>sn</c>.</summary>
    Supernova,

    /// <summary>Variable star: a star in the template, brighter or fainter; label <c>vs</c>.</summary>
    VariableStar,
}

/// <summary>The names of the classes in label tables and predictions.</summary>
public static class SkyClassLabels
{
    private static readonly string[] Names = ["agn", "asteroid", "bogus", "satellite", "sn", "vs"];

    /// <summary>All six labels, in the order of <see cref="SkyClass"/>.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The label of a class.</summary>
    public static string Label(this SkyClass skyClass) => Names[(int)skyClass];

    /// <summary>The class with a label; null if there is none.</summary>
    public static SkyClass? Find(string label)
    {
        var index = Array.IndexOf(Names, label);
        return index < 0 ? null : (SkyClass)index;
    }
}
