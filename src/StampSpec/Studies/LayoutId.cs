using CsvHelper;

namespace StampSpec.Studies;

/// <summary>What tells one layout of a study's results from another. Tables write both parts as columns of their own.</summary>
/// <param name="Layout">Name of the layout.</param>
/// <param name="Encoding">Encoding of its pixels, such as <c>rice-q4</c>, or their number type if none is applied.</param>
[CsvRecord]
public readonly partial record struct LayoutId(string Layout, string Encoding);
