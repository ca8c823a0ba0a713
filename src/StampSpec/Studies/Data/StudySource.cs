using StampSpec.Alerts;

namespace StampSpec.Studies.Data;

/// <summary>One alert on its way into a study.</summary>
/// <param name="Labelled">The alert with its class and group.</param>
/// <param name="Origin"><c>real</c>, <c>synthetic</c> or <c>injected</c>, or what was simulated from one of them and how.</param>
/// <param name="Role"><c>development</c>, <c>test</c>, <c>training</c> or <c>pretraining</c>.</param>
/// <param name="Source">Where it came from, as the user would name it.</param>
internal sealed record StudySource(LabelledAlert Labelled, string Origin, string Role, string Source);
