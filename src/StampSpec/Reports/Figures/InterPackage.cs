using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using SkiaSharp;

namespace StampSpec.Reports.Figures;

/// <summary>
/// Reads the files of the Inter typeface from the assembly of its NuGet package. This assembly has one resource, which contains the length
/// of an index, the index and the files. The index contains a version, the number of files, and the path, offset and size of each file.
/// </summary>
internal static class InterPackage
{
    private const string ResourceName = "!AvaloniaResources";
    private const int KnownVersion = 2;

    /// <summary>Reads one font file.</summary>
    /// <param name="fileName">Its name, such as <c>Inter-Bold.ttf</c>.</param>
    /// <exception cref="InvalidOperationException">The embedded assembly has an unknown format.</exception>
    public static SKData Read(string fileName)
    {
        using var assembly = typeof(InterPackage).Assembly.GetManifestResourceStream("Inter.dll")
            ?? throw new InvalidOperationException("the fonts are missing from the build");
        using var image = new PEReader(assembly);
        using var resource = new BinaryReader(Resource(image), Encoding.UTF8);
        var indexLength = resource.ReadInt32();
        if (resource.ReadInt32() != KnownVersion)
        {
            throw new InvalidOperationException("the version of the embedded fonts' index is not supported");
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

        throw new InvalidOperationException($"{fileName} is missing from the embedded fonts");
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
