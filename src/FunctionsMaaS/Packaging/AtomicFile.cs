namespace FunctionsMaaS.Packaging;

/// <summary>Writes files whole or not at all: beside the target under a name of its own, flushed to the disk, then renamed over it.</summary>
internal static class AtomicFile
{
    /// <summary>Begins the name of every unfinished file, so that listings can skip it and sweeps can find it.</summary>
    public const string TemporaryPrefix = ".tmp-";

    /// <summary>Writes <paramref name="path"/>; when this throws, what was there before is still there.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var temporary = Path.Combine(folder, $"{TemporaryPrefix}{Guid.NewGuid():n}");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
            DirectorySync.Flush(folder);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
