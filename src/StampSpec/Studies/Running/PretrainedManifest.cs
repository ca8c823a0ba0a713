using StampSpec.Studies.Results;

namespace StampSpec.Studies.Running;

/// <summary>What a stored pretrained network says of itself; written after the network.</summary>
/// <param name="Key">What it depends on.</param>
/// <param name="Record">What it is.</param>
internal sealed record PretrainedManifest(CellKey Key, PretrainingRecord Record);
