namespace StampSpec.Studies.Results;

/// <summary>How many objects of a class a set holds.</summary>
/// <param name="Role">The set: <c>development</c>, <c>test</c>, <c>training</c> or <c>pretraining</c>.</param>
/// <param name="Class">The class.</param>
/// <param name="Origin">Where they came from: <c>real</c>, <c>synthetic</c> or <c>injected</c>, or what was simulated from one of them and how.</param>
/// <param name="Objects">Alerts.</param>
/// <param name="Groups">Groups that they fall into.</param>
public sealed record ClassCount(string Role, string Class, string Origin, int Objects, int Groups);
