namespace StampSpec.Alerts;

/// <summary>An alert whose class is known.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Class">Label, such as agn, asteroid, bogus, satellite, sn or vs.</param>
/// <param name="Group">What must stay on one side of a split: the object, or the readout of a train of glints.</param>
public sealed record LabelledAlert(Alert Alert, string Class, string Group);
