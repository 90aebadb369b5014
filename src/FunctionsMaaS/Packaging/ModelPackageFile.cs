using System.IO.Compression;

namespace FunctionsMaaS.Packaging;

/// <summary>
/// Packages as files: a zip with the entries <c>manifest.json</c> and the payload, stored rather than compressed, and nothing else.
/// The same package gives the same bytes on every machine.
/// </summary>
public static class ModelPackageFile
{
    private const int MaxFileBytes = ModelPackage.MaxPayloadBytes + ManifestJson.MaxBytes + 64 * 1024;

    /// <summary>Writes a package to a file, replacing it as a whole; when this throws, what was there before is still there.</summary>
    /// <exception cref="ModelPackageException">The payload is not the one of the manifest, or the manifest breaks a rule.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(ModelPackage package, string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        AtomicFile.Write(path, stream => Write(package, stream));
    }

    /// <summary>Writes a package to a stream, which may be of the kind that cannot seek.</summary>
    /// <exception cref="ModelPackageException">The payload is not the one of the manifest, or the manifest breaks a rule.</exception>
    public static void Write(ModelPackage package, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(stream);
        var manifest = ManifestJson.Write(package.Manifest);
        package.Verify("the package");
        StoredZip.Write(stream, (ManifestJson.FileName, manifest), (package.Manifest.Payload.File, package.Payload));
    }

    /// <summary>Reads and verifies a package file.</summary>
    /// <exception cref="ModelPackageException">There is no such file, it cannot be read, or it is not a package; the message says which.</exception>
    public static ModelPackage Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return Read(stream, $"'{path}'");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelPackageException($"There is no model package '{path}'.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelPackageException($"The model package '{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads and verifies a package.</summary>
    /// <param name="stream">The package; read to its end if it cannot seek.</param>
    /// <param name="source">What is being read, for messages, such as the quoted path of a file.</param>
    /// <exception cref="ModelPackageException">It is not a package, or its manifest or payload is truncated or altered.</exception>
    public static ModelPackage Read(Stream stream, string source)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrWhiteSpace(source);
        if (!stream.CanSeek)
            stream = BoundedCopy(stream, MaxFileBytes, capacity: 0) ?? throw TooLarge(source);
        if (stream.Length > MaxFileBytes)
            throw TooLarge(source);
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return Read(archive, stream.Length, source);
        }
        // What ZipArchive throws at bytes that are no zip, or one with headers that contradict each other.
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw new ModelPackageException($"{source} is not a model package: it is no zip, or a truncated or damaged one.", e);
        }
    }

    private static ModelPackage Read(ZipArchive archive, long archiveLength, string source)
    {
        var manifestSource = $"{ManifestJson.FileName} of {source}";
        var json = BoundedCopy(Entry(archive, ManifestJson.FileName, source), ManifestJson.MaxBytes, capacity: 0)
            ?? throw new ModelPackageException($"{manifestSource} is too large: at most {ManifestJson.MaxBytes} bytes are allowed.");
        var manifest = ManifestJson.Read(json.GetBuffer().AsSpan(0, (int)json.Length), manifestSource);
        var (file, size) = (manifest.Payload.File, manifest.Payload.Size);
        if (archive.Entries.FirstOrDefault(e => e.FullName != ManifestJson.FileName && e.FullName != file) is { } stranger)
            throw new ModelPackageException($"{source} has an entry '{Printable.Quote(stranger.FullName)}'; allowed are {ManifestJson.FileName} and {file} alone.");
        var payload = BoundedCopy(Entry(archive, file, source), size, capacity: Math.Min(size, archiveLength))
            ?? throw new ModelPackageException($"{file} of {source} is altered: it is longer than the {size} bytes its manifest says.");
        return new ModelPackage(manifest, payload.GetBuffer().AsMemory(0, (int)payload.Length)).Verify(source);
    }

    private static Stream Entry(ZipArchive archive, string name, string source)
    {
        var found = archive.Entries.Where(e => e.FullName == name).Take(2).ToArray();
        return found switch
        {
            [var entry] => entry.Open(),
            [] => throw new ModelPackageException($"{source} is not a model package: it has no entry '{name}'."),
            _ => throw new ModelPackageException($"{source} has the entry '{name}' twice."),
        };
    }

    /// <summary>
    /// Reads to the end, at most <paramref name="maxBytes"/>; <see langword="null"/> if there is more. Grows with what arrives: no
    /// <paramref name="capacity"/> is taken from a header alone.
    /// </summary>
    private static MemoryStream? BoundedCopy(Stream stream, long maxBytes, long capacity)
    {
        var copy = new MemoryStream((int)capacity);
        var block = new byte[81920];
        for (int read; (read = stream.Read(block)) > 0;)
        {
            if (copy.Length + read > maxBytes)
                return null;
            copy.Write(block, 0, read);
        }
        return copy;
    }

    private static ModelPackageException TooLarge(string source) =>
        new($"{source} is too large for a model package: at most {MaxFileBytes} bytes are allowed.");
}
