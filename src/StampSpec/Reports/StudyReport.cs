using StampSpec.Studies.Results;

namespace StampSpec.Reports;

/// <summary>Figures, tables and the page of a study, made from its folder without running anything again.</summary>
public static class StudyReport
{
    /// <summary>Writes figures/ into a study's folder.</summary>
    /// <param name="studyFolder">The folder that a study wrote.</param>
    /// <returns>What was written: files and folders.</returns>
    /// <exception cref="Diagnostics.InvalidInputException">The folder holds no study, or a file is not what a study writes.</exception>
    /// <exception cref="ChartRenderingException">Node.js is absent or too old.</exception>
    public static IReadOnlyList<string> Write(string studyFolder)
    {
        var results = StudyResults.Load(studyFolder);
        var figures = Path.Combine(studyFolder, "figures");
        ChartRenderer.Render(new StudyFigures(results).All(), figures);
        return [figures];
    }
}
