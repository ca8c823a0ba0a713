using StampSpec.Tests.Support;

namespace StampSpec.Tests.Reports;

/// <summary>Compares text with a file of a folder Approved that somebody has read and approved.</summary>
internal static class Approved
{
    /// <summary>Fails, with the text in a .received file beside the approved one, where the two differ.</summary>
    /// <param name="name">The file.</param>
    /// <param name="text">What it should hold.</param>
    /// <param name="concern">The folder of the tests that holds Approved.</param>
    public static void Equals(string name, string text, string concern = "Reports")
    {
        var path = Repository.PathOf("tests", "StampSpec.Tests", concern, "Approved", name);
        var approved = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : null;
        if (approved == text)
        {
            return;
        }

        File.WriteAllText(path + ".received", text);
        Assert.Fail($"{name} is not what was approved; compare {path} with its .received and, if the change is meant, rename it");
    }
}
