using System.CommandLine;
using System.Globalization;
using StampSpec.Common;

namespace StampSpec.Cli.Output;

/// <summary>The option <c>--fresh</c>, without which no command replaces an output that exists.</summary>
internal static class FreshOption
{
    /// <summary>Creates the option for a command that writes one file or folder.</summary>
    public static Option<bool> Create() => new("--fresh") { Description = "Replace an output that exists." };

    /// <summary>Refuses a folder that contains anything.</summary>
    /// <exception cref="InvalidInputException">The folder contains something and its files were not to be replaced.</exception>
    public static void RequireEmpty(string folder, bool isFresh)
    {
        if (!isFresh && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw InvalidInputException.Of(
                "output.exists",
                "the folder is not empty",
                file: folder,
                fix: "give a new or empty folder, or add --fresh to replace files of the same names"
            );
        }
    }

    /// <summary>Refuses a file in a folder that does not exist.</summary>
    /// <exception cref="InvalidInputException">There is no such folder.</exception>
    public static void RequireFolderOf(string file)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
        {
            throw InvalidInputException.Of(
                "output.no-folder",
                "the file cannot be written, because its folder does not exist",
                file: file,
                fix: "create the folder, or give a file in another one"
            );
        }
    }

    /// <summary>
    /// Refuses a file that exists, or the existing file that a link points to, unless it is empty. Devices, pipes and open descriptors such
    /// as /dev/stdout are never finished work.
    /// </summary>
    /// <exception cref="InvalidInputException">The file exists and was not to be replaced, or a folder has its name.</exception>
    public static void RequireNew(FileInfo file, bool isFresh)
    {
        if (Directory.Exists(file.FullName))
        {
            throw InvalidInputException.Of(
                "output.is-folder",
                "the file cannot be written, because a folder has this name",
                file: file.ToString(),
                fix: "give a file in this folder, or another name"
            );
        }

        if (!isFresh && AtomicFile.Replaced(file.FullName) is { } finished)
        {
            throw InvalidInputException.Of(
                "output.exists",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the file exists, with {finished.Length} bytes from {finished.LastWriteTimeUtc:yyyy-MM-dd HH:mm} UTC"
                ),
                file: file.ToString(),
                fix: "give another file, or add --fresh to replace it"
            );
        }
    }
}
