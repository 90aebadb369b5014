using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Registry;

/// <summary>The folder of a registry: whether it is there, and where its files are.</summary>
internal sealed class FolderRoot(string path)
{
    private volatile bool _seen;

    public string FullPath => path;

    /// <summary>Makes the folder if it was never there.</summary>
    public void Ensure()
    {
        if (Exists())
            return;
        Directory.CreateDirectory(path);
        _seen = true;
    }

    /// <summary>Whether the folder is there; <see langword="false"/> only before it was ever made.</summary>
    public bool Exists()
    {
        if (Directory.Exists(path))
            return _seen = true;
        if (_seen)
            throw new RegistryUnavailableException($"The registry folder '{path}' is gone: it was there before.");
        if (File.Exists(path))
            throw new RegistryUnavailableException($"The registry folder '{path}' is a file.");
        if (Path.GetDirectoryName(path) is { } parent && !Directory.Exists(parent))
            throw new RegistryUnavailableException($"The registry folder '{path}' cannot be made: there is no folder '{parent}'.");
        return false;
    }

    /// <summary>The file of a key.</summary>
    /// <exception cref="RegistryUnavailableException">The way there leads over a link.</exception>
    public string PathOf(ObjectKey key)
    {
        var file = path;
        foreach (var segment in key.Value.Split('/'))
        {
            file = Path.Combine(file, FileNames.Of(segment));
            if (new FileInfo(file).LinkTarget is not null)
                throw new RegistryUnavailableException($"'{file}' is a link, and links inside a registry folder are not followed.");
        }
        return file;
    }

    /// <summary>Makes a folder that lasts: the entry of each new one is flushed in its parent.</summary>
    public void EnsureFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        Directory.CreateDirectory(folder);
        for (var parent = Path.GetDirectoryName(folder)!; parent.Length >= path.Length; parent = Path.GetDirectoryName(parent)!)
            DirectorySync.Flush(parent);
    }
}
