namespace StampSpec.Budgets.Dmtn102;

/// <summary>Whether the document's figures follow from its own inputs.</summary>
public enum KeyNumberVerdict
{
    /// <summary>The first derivation, rounded as the document rounds, gives its figures.</summary>
    Reproduces,

    /// <summary>Only another derivation does, with other units or assumptions.</summary>
    ReproducesOtherwise,

    /// <summary>None does.</summary>
    DoesNotReproduce,

    /// <summary>The row states no figure that could follow from anything.</summary>
    Requirement,
}
