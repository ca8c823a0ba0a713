namespace StampSpec.Studies;

/// <summary>Alerts in files and the table of their classes.</summary>
/// <param name="AlertsPath">A file, a folder, or a .tar or .tar.gz of packets.</param>
/// <param name="LabelsPath">CSV with the columns candid or file, class and, optionally, group and strength.</param>
public sealed record LabelledFiles(string AlertsPath, string LabelsPath);
