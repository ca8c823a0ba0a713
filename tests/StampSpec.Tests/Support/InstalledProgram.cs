namespace StampSpec.Tests.Support;

/// <summary>Programs that tests use if they are on the PATH; without them, the tests are skipped.</summary>
internal static class InstalledProgram
{
    /// <summary>The path of the first program of a name on the PATH. The test is reported as skipped if there is none.</summary>
    public static string Find(string name)
    {
        var found = All(name).FirstOrDefault();
        Skip.If(found is null, $"{name} is not on the PATH");
        return found!;
    }

    /// <summary>The paths of all programs of a name on the PATH, in its order.</summary>
    public static IEnumerable<string> All(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .Where(File.Exists);
}
