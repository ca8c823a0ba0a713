namespace StampSpec.Learning.Foreign;

/// <summary>What an external model gives.</summary>
public enum ExternalModelScores
{
    /// <summary>Probabilities, which sum to 1.</summary>
    Probabilities,

    /// <summary>Logits, which become probabilities by softmax.</summary>
    Logits,
}
