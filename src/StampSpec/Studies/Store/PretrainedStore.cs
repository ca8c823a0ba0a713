using StampSpec.Common;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Store;

/// <summary>Pretrained networks in a study's folder, so that a resumed study need not train them again. They count only with the key that
/// they were made with.</summary>
internal sealed class PretrainedStore(string folder)
{
    /// <summary>The network of a cell's layout and run; null where the folder holds none with this key, or a damaged one.</summary>
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

    /// <summary>What the folder says of the network of a cell's layout and run; null where it holds none.</summary>
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

    /// <summary>Copies a network from another part of the study, where that has it and this folder has not.</summary>
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

/// <summary>What a stored pretrained network says of itself; written after the network.</summary>
/// <param name="Key">What it depends on.</param>
/// <param name="Record">What it is.</param>
internal sealed record PretrainedManifest(CellKey Key, PretrainingRecord Record);
