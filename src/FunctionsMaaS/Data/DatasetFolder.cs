namespace FunctionsMaaS.Data;

/// <summary>Reads a dataset out of a folder on the disk.</summary>
internal static class DatasetFolder
{
    // Hidden files are skipped by name, the same everywhere; a file that cannot be read is an error, not a gap.
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    // Deeper than any allowed layout, and an end to folders that link to themselves.
    private const int MaxDepth = 8;

    public static Task<DatasetParts> ReadAsync(string path, CancellationToken cancellationToken) => Task.Run(() => Read(path, cancellationToken), cancellationToken);

    public static FileStream Open(string path) =>
        new(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, Share = FileShare.Read | FileShare.Delete });

    private static DatasetParts Read(string path, CancellationToken cancellationToken)
    {
        using var builder = new FolderDatasetBuilder();
        foreach (var file in Files(new(path), "", 1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (builder.Takes(file))
                Add(builder, path, file);
        }
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        var parts = builder.Build(name.Length > 0 ? name : path);
        return parts.Test is null && HasTrainAndTest(path)
            ? throw new DatasetException($"{Quoted.Path(path)} has a folder 'train' and a folder 'test', but one of them holds no texts: {LayoutPath.Allowed}.")
            : parts;
    }

    private static void Add(FolderDatasetBuilder builder, string root, string file)
    {
        try
        {
            using var content = File.OpenHandle(Path.Combine(root, file), share: FileShare.Read | FileShare.Delete);
            builder.Add(file, content);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"The file {Quoted.Path(Path.Combine(root, file))} cannot be read: {fault.Message}", fault);
        }
    }

    private static IEnumerable<string> Files(DirectoryInfo folder, string prefix, int depth)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos("*", Everything).OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            if (entry.Name.StartsWith('.'))
                continue;
            if (entry is not DirectoryInfo below)
                yield return prefix + entry.Name;
            else if (depth < MaxDepth)
                foreach (var file in Files(below, $"{prefix}{entry.Name}/", depth + 1))
                    yield return file;
            else
                throw new DatasetException($"{Quoted.Path(prefix + entry.Name)} is too deep: {LayoutPath.Allowed}.");
        }
    }

    private static bool HasTrainAndTest(string path) =>
        Directory.EnumerateDirectories(path).Select(Path.GetFileName).Where(n => !n!.StartsWith('.')).Order(StringComparer.Ordinal).ToArray() is ["test", "train"];
}
