using CsvHelper;

namespace StampSpec.Studies.Results;

/// <summary>One row of skipped.csv: an alert or a label that the study could not use.</summary>
/// <param name="Role">The set it was meant for: <c>development</c> or <c>test</c>.</param>
/// <param name="Source">File, or file and tar entry; the label's row where no alert answers it.</param>
/// <param name="Reason">Short name of the reason: <c>unreadable</c>, <c>unlabelled</c>, <c>other-class</c>, <c>strength</c>, <c>duplicate</c>, <c>small-class</c>, <c>no-alert</c>, <c>not-simulated</c>, <c>layout-misfit</c>.</param>
/// <param name="Detail">The sentence that explains it.</param>
[CsvRecord]
public sealed partial record SkippedRow(string Role, string Source, string Reason, string Detail);
