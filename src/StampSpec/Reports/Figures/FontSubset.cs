using System.Runtime.InteropServices;
using SkiaSharp;

namespace StampSpec.Reports.Figures;

/// <summary>Makes typefaces with a subset of characters, with the subsetter of HarfBuzz, whose library is part of SkiaSharp.</summary>
internal static partial class FontSubset
{
    private const string HarfBuzz = "libHarfBuzzSharp";
    private const uint NoHinting = 1;
    private const int DropTables = 3;
    private const int ReadOnlyMemory = 1;

    /// <summary>Makes a TrueType font with the characters of some ranges, without hinting, substitutions and kerning.</summary>
    /// <param name="font">The whole font.</param>
    /// <param name="ranges">First and last code point of each range.</param>
    /// <exception cref="InvalidOperationException">HarfBuzz cannot read the font.</exception>
    public static SKData Of(SKData font, IEnumerable<(int From, int To)> ranges)
    {
        var blob = CreateBlob(font.Data, (uint)font.Size, ReadOnlyMemory, 0, 0);
        var face = CreateFace(blob, 0);
        var input = CreateInput();
        SetFlags(input, NoHinting);
        foreach (var (from, to) in ranges)
        {
            AddRange(UnicodeSet(input), (uint)from, (uint)to);
        }

        foreach (var table in new[] { "GSUB", "GPOS", "GDEF", "STAT" })
        {
            Add(SetOf(input, DropTables), TagOf(table));
        }

        var subset = Subset(face, input);
        if (subset == 0)
        {
            throw new InvalidOperationException("HarfBuzz cannot make a subset of the figures' font");
        }

        var result = BlobOf(subset);
        var bytes = BytesOf(result, out var length);
        var copy = SKData.CreateCopy(bytes, length);
        DestroyBlob(result);
        DestroyFace(subset);
        DestroyInput(input);
        DestroyFace(face);
        DestroyBlob(blob);
        GC.KeepAlive(font);
        return copy;
    }

    private static uint TagOf(string table) => table.Aggregate(0u, (tag, letter) => (tag << 8) | letter);

    [LibraryImport(HarfBuzz, EntryPoint = "hb_blob_create")]
    private static partial nint CreateBlob(nint data, uint length, int mode, nint userData, nint destroy);

    [LibraryImport(HarfBuzz, EntryPoint = "hb_blob_get_data")]
    private static partial nint BytesOf(nint blob, out uint length);

    [LibraryImport(HarfBuzz, EntryPoint = "hb_blob_destroy")]
    private static partial void DestroyBlob(nint blob);

    [LibraryImport(HarfBuzz, EntryPoint = "hb_face_create")]
    private static partial nint CreateFace(nint blob, uint index);

    [LibraryImport(HarfBuzz, EntryPoint = "hb_face_reference_blob")]
    private static partial nint BlobOf(nint face);

    [LibraryImport(HarfBuzz, EntryPoint = "hb_face_destroy")]
    private static partial void DestroyFace(nint face);

    [LibraryImport(HarfBuzz, EntryPoint = "hb_set_add")]
    private static partial void Add(nint set, uint value);

    [LibraryImport(HarfBuzz, EntryPoint = "hb_set_add_range")]
    private static partial void AddRange(nint set, uint first, uint last);

    [LibraryImport(HarfBuzz, EntryPoint = "hb_subset_input_create_or_fail")]
    private static partial nint CreateInput();

    [LibraryImport(HarfBuzz, EntryPoint = "hb_subset_input_set_flags")]
    private static partial void SetFlags(nint input, uint flags);

    [LibraryImport(HarfBuzz, EntryPoint = "hb_subset_input_unicode_set")]
    private static partial nint UnicodeSet(nint input);

    [LibraryImport(HarfBuzz, EntryPoint = "hb_subset_input_set")]
    private static partial nint SetOf(nint input, int kind);

    [LibraryImport(HarfBuzz, EntryPoint = "hb_subset_input_destroy")]
    private static partial void DestroyInput(nint input);

    [LibraryImport(HarfBuzz, EntryPoint = "hb_subset_or_fail")]
    private static partial nint Subset(nint face, nint input);
}
