using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using SkiaSharp;

namespace StampSpec.Reports.Figures;

/// <summary>
/// Takes the files of the Inter typeface out of the assembly in which NuGet serves them. That assembly has one resource: the length of an
/// index; the
/// index, which is a version, a number of files, and for each its path, offset and size; and the files.
/// </summary>
internal static class InterPackage
{
    private const string ResourceName = "!AvaloniaResources";
    private const int KnownVersion = 2;

    /// <summary>One font file.</summary>
    /// <param name="fileName">Its name, such as <c>Inter-Bold.ttf</c>.</param>
    /// <exception cref="InvalidOperationException">The build embedded another assembly than this class knows.</exception>
    public static SKData Read(string fileName)
    {
        using var assembly = typeof(InterPackage).Assembly.GetManifestResourceStream("Inter.dll")
            ?? throw new InvalidOperationException("the build embedded no fonts");
        using var image = new PEReader(assembly);
        using var resource = new BinaryReader(Resource(image), Encoding.UTF8);
        var indexLength = resource.ReadInt32();
        if (resource.ReadInt32() != KnownVersion)
        {
            throw new InvalidOperationException("the embedded fonts have an index of an unknown version");
        }

        for (var files = resource.ReadInt32(); files > 0; files--)
        {
            var (path, offset, size) = (resource.ReadString(), resource.ReadInt32(), resource.ReadInt32());
            if (path.EndsWith('/' + fileName, StringComparison.Ordinal))
            {
                resource.BaseStream.Position = sizeof(int) + indexLength + offset;
                return SKData.CreateCopy(resource.ReadBytes(size));
            }
        }

        throw new InvalidOperationException($"the embedded fonts lack {fileName}");
    }

    private static MemoryStream Resource(PEReader image)
    {
        var metadata = image.GetMetadataReader();
        var found = metadata.ManifestResources.Select(metadata.GetManifestResource).First(r => metadata.GetString(r.Name) == ResourceName);
        var section = image.GetSectionData(image.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
        var block = section.GetReader((int)found.Offset, section.Length - (int)found.Offset);
        return new MemoryStream(block.ReadBytes(block.ReadInt32()));
    }
}
