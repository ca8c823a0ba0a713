using StampSpec.Common;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Store;

/// <summary>Pretrained networks in a study's folder, so that a resumed study need not train them again. A network is used only if its key
/// is unchanged.</summary>
internal sealed class PretrainedStore(string folder)
{
    /// <summary>The network of a cell's layout and run; null if it is missing, has another key or is damaged.</summary>
    public byte[]? Read(StudyCell cell, CellKey key)
    {
        var path = Path.Combine(folder, CellFile.Pretrained(cell));
        if (ReadManifest(cell) is not { } manifest || manifest.Key != key || !File.Exists(path))
        {
            return null;
        }

        var model = File.ReadAllBytes(path);
        return ContentHash.Of(model) == manifest.Record.ModelSha256 ? model : null;
    }

    /// <summary>The manifest of the network of a cell's layout and run; null if it is missing or cannot be read.</summary>
    public PretrainedManifest? ReadManifest(StudyCell cell)
    {
        var path = Path.Combine(folder, CellFile.PretrainedManifest(cell));
        try
        {
            return File.Exists(path) ? StudyJson.Read<PretrainedManifest>(path) : null;
        }
        catch (InvalidInputException)
        {
            return null;
        }
    }

    /// <summary>Stores a network, its manifest last.</summary>
    public void Write(StudyCell cell, byte[] model, PretrainedManifest manifest)
    {
        File.Delete(Path.Combine(folder, CellFile.PretrainedManifest(cell)));
        AtomicFile.Write(Path.Combine(folder, CellFile.Pretrained(cell)), model);
        AtomicFile.Write(Path.Combine(folder, CellFile.PretrainedManifest(cell)), StudyJson.Format(manifest));
    }

    /// <summary>Copies a network from another part of the study, unless this folder already has it.</summary>
    public void CopyFrom(string other, StudyCell cell)
    {
        if (
            ReadManifest(cell) is null
            && new PretrainedStore(other).ReadManifest(cell) is { } manifest
            && new PretrainedStore(other).Read(cell, manifest.Key) is { } model
        )
        {
            Write(cell, model, manifest);
        }
    }
}

/// <summary>The manifest of a pretrained network; it is written after the network.</summary>
/// <param name="Key">Everything that the network depends on.</param>
/// <param name="Record">The record for provenance.json.</param>
internal sealed record PretrainedManifest(CellKey Key, PretrainingRecord Record);
