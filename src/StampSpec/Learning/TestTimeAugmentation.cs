namespace StampSpec.Learning;

/// <summary>How many views of an alert are averaged where its class is asked for.</summary>
public enum TestTimeAugmentation
{
    /// <summary>The stamp as it is: an eighth of the cost.</summary>
    One,

    /// <summary>All eight.</summary>
    All,
}
