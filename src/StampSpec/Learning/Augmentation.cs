namespace StampSpec.Learning;

/// <summary>Which of the eight views (four quarter turns, each plain and flipped) a training step sees.</summary>
public enum Augmentation
{
    /// <summary>One view an alert and step, drawn at random: an eighth of the cost.</summary>
    OneAtRandom,

    /// <summary>The alert as it is: no augmentation.</summary>
    AsIs,

    /// <summary>All eight, their features averaged, as published.</summary>
    All,
}
