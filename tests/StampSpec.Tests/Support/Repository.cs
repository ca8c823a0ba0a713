namespace StampSpec.Tests.Support;

/// <summary>Finds the checkout that the tests were built from, and the data folder that may be next to it.</summary>
internal static class Repository
{
    /// <summary>The folder that contains StampSpec.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path inside the checkout.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A path inside ../shared. The test is reported as skipped if it does not exist.</summary>
    public static string SharedPath(params string[] parts)
    {
        var path = Path.GetFullPath(Path.Combine([Root, "..", "shared", .. parts]));
        Skip.IfNot(Path.Exists(path), $"{Path.Combine(["..", "shared", .. parts])} is not beside the checkout");
        return path;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "StampSpec.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"no StampSpec.sln above {AppContext.BaseDirectory}");
    }
}
