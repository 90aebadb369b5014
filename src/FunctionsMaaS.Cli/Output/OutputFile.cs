namespace FunctionsMaaS.Cli.Output;

/// <summary>Files that verbs write.</summary>
internal static class OutputFile
{
    /// <summary>Finds out before the work that its result could not be kept.</summary>
    /// <exception cref="CommandFailedException">The folder is missing or may not be written to, or the path is a folder.</exception>
    public static void EnsureWritable(string path)
    {
        if (Directory.Exists(path))
            throw new CommandFailedException($"'{path}' cannot be written: it is a folder; name a file.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
            throw new CommandFailedException($"'{path}' cannot be written: there is no folder '{folder}'.");
        try
        {
            var probe = Path.Combine(folder, $".tmp-{Guid.NewGuid():n}");
            new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"'{path}' cannot be written: nothing can be created in '{folder}'.", error);
        }
    }
}
