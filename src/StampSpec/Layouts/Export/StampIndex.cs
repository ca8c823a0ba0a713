using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace StampSpec.Layouts.Export;

/// <summary>index.csv: columns row, candid, objectId, ra, dec (degrees), source, and stamps for FITS.</summary>
internal sealed class StampIndex : IDisposable
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "index.csv";

    private readonly CsvWriter _csv;

    public StampIndex(string folder)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" };
        _csv = new CsvWriter(new StreamWriter(Path.Combine(folder, FileName)), configuration);
        _csv.Context.RegisterClassMap<Columns>();
        _csv.WriteHeader<StampIndexRow>();
        _csv.NextRecord();
    }

    public void Add(StampIndexRow row)
    {
        _csv.WriteRecord(row);
        _csv.NextRecord();
    }

    public void Dispose() => _csv.Dispose();

    private sealed class Columns : ClassMap<StampIndexRow>
    {
        public Columns()
        {
            Map(r => r.Row).Name("row");
            Map(r => r.Candid).Name("candid");
            Map(r => r.ObjectId).Name("objectId");
            Map(r => r.RightAscensionDeg).Name("ra");
            Map(r => r.DeclinationDeg).Name("dec");
            Map(r => r.Source).Name("source");
            Map(r => r.Stamps).Name("stamps");
        }
    }
}
