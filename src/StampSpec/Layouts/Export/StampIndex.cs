using CsvHelper;
using StampSpec.Files;

namespace StampSpec.Layouts.Export;

/// <summary>index.csv: columns row, candid, objectId, ra, dec (degrees), source, and stamps for FITS.</summary>
internal sealed class StampIndex : IDisposable
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "index.csv";

    private readonly FileStream _file;
    private readonly CsvWriter _csv;

    public StampIndex(string folder)
    {
        _file = File.Create(Path.Combine(folder, FileName));
        _csv = Csv.Writer(_file);
        _csv.WriteRecord("row", "candid", "objectId", "ra", "dec", "source", "stamps");
    }

    public void Add(StampIndexRow row)
    {
        _csv.WriteField(row.Row);
        _csv.WriteField(row.Candid);
        _csv.WriteField(row.ObjectId);
        _csv.WriteField(row.RightAscensionDeg);
        _csv.WriteField(row.DeclinationDeg);
        _csv.WriteField(row.Source);
        _csv.WriteField(row.Stamps);
        _csv.EndRecord();
    }

    public void Dispose()
    {
        _csv.Dispose();
        _file.Dispose();
    }
}
