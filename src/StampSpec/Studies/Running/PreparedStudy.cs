using StampSpec.Studies.Data;

namespace StampSpec.Studies.Running;

/// <summary>A study whose data are read and whose cells are planned: what <c>study</c> runs and <c>plan</c> describes.</summary>
/// <param name="Study">The study, without classes that its policy dropped.</param>
/// <param name="Data">Its data.</param>
/// <param name="Keys">The keys of its cells, and the hash of its data.</param>
/// <param name="Store">Its cells' files.</param>
/// <param name="Plan">Its cells.</param>
internal sealed record PreparedStudy(Study Study, StudyData Data, CellKeys Keys, CellStore Store, StudyPlan Plan) : IDisposable
{
    /// <summary>Reads the data and plans the cells; writes nothing.</summary>
    /// <exception cref="Diagnostics.InvalidInputException">The data cannot be used, or the folder belongs to another study.</exception>
    public static PreparedStudy Make(Study asked, string folder, StudyOptions options, CancellationToken cancellation)
    {
        Results.StudyFolder.RefuseOther(folder, asked.Name);
        var (study, data) = StudyDataReader.Read(asked, cancellation);
        try
        {
            return Make(study, data, folder, options);
        }
        catch
        {
            data.Stamps.Dispose();
            throw;
        }
    }

    /// <summary>Plans the cells of a study whose data are read; writes nothing.</summary>
    /// <exception cref="Diagnostics.InvalidInputException">The folder belongs to another study.</exception>
    public static PreparedStudy Make(Study study, StudyData data, string folder, StudyOptions options)
    {
        Results.StudyFolder.RefuseOther(folder, study.Name);
        var keys = new CellKeys(study, data);
        var store = new CellStore(folder);
        return new PreparedStudy(study, data, keys, store, StudyPlan.Make(study, data, keys, store, options));
    }

    /// <summary>Lets go of the stamps.</summary>
    public void Dispose() => Data.Stamps.Dispose();
}
