namespace FunctionsMaaS.Data;

/// <summary>Reads a dataset out of one stream, in the format that its file name says. Thread-safe.</summary>
public static class DatasetReader
{
    /// <summary>The largest text that is read, and the largest line or table record that holds one: 64 MiB, in bytes as stored.</summary>
    public const int MaxRecordBytes = 64 * 1024 * 1024;

    /// <summary>What can be read, for messages and help.</summary>
    public const string AllowedFormats =
        "a folder of <label>/<file>, a .tar.gz, .tgz or .tar of one, .jsonl (one object with \"label\" and \"text\" a line), .csv or .tsv (with a header that names label and text), each also with .gz";

    /// <summary>Whether a file name ends like one of the formats.</summary>
    public static bool IsKnown(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        return Format(fileName) is not null;
    }

    /// <summary>Reads the whole dataset; its texts are held once, nothing else is.</summary>
    /// <param name="stream">The bytes, read once from the current position; need not be seekable; not disposed.</param>
    /// <param name="fileName">The file's name, whose ending selects the format; it names the dataset.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The examples: of an archive by label and file name, otherwise in the order of the file. Only an archive can hold a test part.</returns>
    /// <exception cref="DatasetException">The format is not known, or the content is empty, damaged or not of that format.</exception>
    public static Task<DatasetParts> ReadAsync(Stream stream, string fileName, CancellationToken cancellationToken) =>
        ReadAsync(stream, fileName, MaxRecordBytes, cancellationToken);

    internal static async Task<DatasetParts> ReadAsync(Stream stream, string fileName, int maxBytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        var format = Format(fileName) ?? throw new DatasetException($"{Quoted.Path(fileName)} is in no known format: allowed are {AllowedFormats}.");
        try
        {
            if (!IsGzip(fileName))
                return await format(stream, fileName, maxBytes, cancellationToken).ConfigureAwait(false);
            var plain = new WholeGzipStream(stream);
            await using (plain.ConfigureAwait(false))
                return await format(plain, fileName, maxBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException)
        {
            throw new DatasetException($"{Quoted.Path(fileName)} is truncated, damaged, or not what its name says: {fault.Message}", fault);
        }
        catch (IOException fault)
        {
            throw new DatasetException($"{Quoted.Path(fileName)} cannot be read: {fault.Message}", fault);
        }
    }

    private delegate Task<DatasetParts> FormatReader(Stream stream, string name, int maxBytes, CancellationToken cancellationToken);

    private static FormatReader? Format(string fileName)
    {
        var name = fileName.AsSpan();
        if (Ends(name, ".tgz"))
            return TarDatasetReader.ReadAsync;
        if (Ends(name, ".gz"))
            name = name[..^3];
        return Ends(name, ".tar") ? TarDatasetReader.ReadAsync
            : Ends(name, ".jsonl") ? async (stream, path, max, cancel) => OnePart(path, await JsonLinesReader.ReadAsync(stream, path, max, cancel).ConfigureAwait(false))
            : Ends(name, ".csv") ? async (stream, path, max, cancel) => OnePart(path, await DelimitedReader.ReadAsync(stream, path, ',', max, cancel).ConfigureAwait(false))
            : Ends(name, ".tsv") ? async (stream, path, max, cancel) => OnePart(path, await DelimitedReader.ReadAsync(stream, path, '\t', max, cancel).ConfigureAwait(false))
            : null;
    }

    private static bool IsGzip(string name) => Ends(name, ".gz") || Ends(name, ".tgz");

    private static bool Ends(ReadOnlySpan<char> name, string extension) =>
        name.Length > extension.Length && name.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    private static DatasetParts OnePart(string name, List<LabeledText> examples) =>
        examples.Count > 0
            ? new(new(name, examples), null)
            : throw new DatasetException($"{Quoted.Path(name)} holds no texts: at least one labelled text is needed.");
}
