namespace FunctionsMaaS.Data;

/// <summary>A dataset on the disk: a folder, or a file in one of <see cref="DatasetReader.AllowedFormats"/>. Thread-safe.</summary>
public sealed class FileDatasetSource : IDatasetSource
{
    private readonly string _path;

    /// <summary>Makes a source of <paramref name="path"/>, which is looked at only when it is read.</summary>
    public FileDatasetSource(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = path;
    }

    /// <inheritdoc/>
    public string Description => _path;

    /// <inheritdoc/>
    public async Task<DatasetParts> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Directory.Exists(_path))
                return await DatasetFolder.ReadAsync(_path, cancellationToken).ConfigureAwait(false);
            if (!DatasetReader.IsKnown(_path))
                throw new DatasetException($"{Quoted.Path(_path)} {(File.Exists(_path) ? "is in no known format" : "does not exist")}: allowed are {DatasetReader.AllowedFormats}.");
            var file = DatasetFolder.Open(_path);
            await using (file.ConfigureAwait(false))
                return await DatasetReader.ReadAsync(file, Path.GetFileName(_path), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DatasetException($"{Quoted.Path(_path)} does not exist: allowed are {DatasetReader.AllowedFormats}.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{Quoted.Path(_path)} cannot be read: {fault.Message}", fault);
        }
    }
}
