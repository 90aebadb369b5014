using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Registry;

/// <summary>What the names of the files in the folder of a version tell of it, without reading one.</summary>
internal sealed class VersionFolder(int number)
{
    public int Number => number;

    /// <summary>Whether the version exists.</summary>
    public bool HasManifest { get; private set; }

    public bool HasAnnotations { get; private set; }

    public bool IsArchived { get; private set; }

    /// <summary>Whether a deletion is on its way, was called off, or was decided.</summary>
    public bool HasDeletion { get; private set; }

    /// <summary>Whether there is anything that does not outlive the version.</summary>
    public bool HasRemains { get; private set; }

    public void Add(string file)
    {
        HasManifest |= file == ManifestJson.FileName;
        HasAnnotations |= file == RegistryLayout.AnnotationsFile;
        IsArchived |= file == RegistryLayout.ArchivedFile;
        HasDeletion |= file == RegistryLayout.DeletionFile;
        HasRemains |= !RegistryLayout.OutlivesVersion(file);
    }
}
