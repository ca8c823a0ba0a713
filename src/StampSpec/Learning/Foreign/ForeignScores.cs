namespace StampSpec.Learning.Foreign;

/// <summary>What a foreign model gives.</summary>
public enum ForeignScores
{
    /// <summary>Probabilities, which sum to 1.</summary>
    Probabilities,

    /// <summary>Logits, which become probabilities by softmax.</summary>
    Logits,
}
