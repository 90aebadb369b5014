using System.IO.Compression;
using FunctionsMaaS.Packaging.Signatures;

namespace FunctionsMaaS.Packaging;

/// <summary>
/// Packages as files: a zip with the entries <c>manifest.json</c>, the payload and, if it is signed, <c>manifest.sig</c>, stored rather than
/// compressed, and nothing else. The same package gives the same bytes on every machine, but for its signature.
/// </summary>
public static class ModelPackageFile
{
    private const int MaxFileBytes = ModelPackage.MaxPayloadBytes + ManifestJson.MaxBytes + 64 * 1024;

    /// <summary>Writes a package to a file, replacing it as a whole; when this throws, what was there before is still there.</summary>
    /// <param name="package">The package.</param>
    /// <param name="path">The file.</param>
    /// <param name="trust">Signs it, if it has a key; <see langword="null"/> to leave it unsigned.</param>
    /// <exception cref="ModelPackageException">The payload is not the one of the manifest, or the manifest breaks a rule.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(ModelPackage package, string path, ManifestTrust? trust = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        AtomicFile.Write(path, stream => Write(package, stream, trust));
    }

    /// <summary>Writes a package to a stream, which may be of the kind that cannot seek.</summary>
    /// <param name="package">The package.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="trust">Signs it, if it has a key; <see langword="null"/> to leave it unsigned.</param>
    /// <exception cref="ModelPackageException">The payload is not the one of the manifest, or the manifest breaks a rule.</exception>
    public static void Write(ModelPackage package, Stream stream, ManifestTrust? trust = null)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(stream);
        var manifest = ManifestJson.Write(package.Manifest);
        package.Verify("the package");
        var payload = (package.Manifest.Payload.File, package.Payload);
        if (trust?.Sign(manifest) is { } signature)
            StoredZip.Write(stream, (ManifestJson.FileName, manifest), (ManifestSignature.FileName, signature.Write()), payload);
        else
            StoredZip.Write(stream, (ManifestJson.FileName, manifest), payload);
    }

    /// <summary>Reads and verifies a package file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trust">Says whose signature it must have; <see langword="null"/> to look at none.</param>
    /// <exception cref="ModelSignatureException">It is not signed by a trusted key, and must be.</exception>
    /// <exception cref="ModelPackageException">There is no such file, it cannot be read, or it is not a package; the message says which.</exception>
    public static ModelPackage Read(string path, ManifestTrust? trust = null) => OfFile(path, stream => Read(stream, $"'{path}'", trust));

    /// <summary>Finds out whether a package file is signed, and by whom.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trust">Says whose signatures are believed.</param>
    /// <exception cref="ModelPackageException">There is no such file, it cannot be read, or it is not a package; the message says which.</exception>
    public static SignatureStatus ReadSignature(string path, ManifestTrust trust)
    {
        ArgumentNullException.ThrowIfNull(trust);
        var source = $"'{path}'";
        return OfFile(path, stream => OfArchive(
            stream, source, (archive, _) => trust.StatusOf(ManifestBytes(archive, source).Span, SignatureBytes(archive, source), source)));
    }

    private static T OfFile<T>(string path, Func<Stream, T> read)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return read(stream);
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
    /// <param name="trust">Says whose signature it must have; <see langword="null"/> to look at none.</param>
    /// <exception cref="ModelSignatureException">It is not signed by a trusted key, and must be.</exception>
    /// <exception cref="ModelPackageException">It is not a package, or its manifest or payload is truncated or altered.</exception>
    public static ModelPackage Read(Stream stream, string source, ManifestTrust? trust = null) =>
        OfArchive(stream, source, (archive, length) => Read(archive, length, source, trust));

    private static T OfArchive<T>(Stream stream, string source, Func<ZipArchive, long, T> read)
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
            return read(archive, stream.Length);
        }
        // What ZipArchive throws at bytes that are no zip, or one with headers that contradict each other.
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw new ModelPackageException($"{source} is not a model package: it is no zip, or a truncated or damaged one.", e);
        }
    }

    private static ModelPackage Read(ZipArchive archive, long archiveLength, string source, ManifestTrust? trust)
    {
        var json = ManifestBytes(archive, source);
        if (trust is { IsRequired: true })
            trust.Check(json.Span, SignatureBytes(archive, source), source);
        var manifest = ManifestJson.Read(json.Span, $"{ManifestJson.FileName} of {source}");
        var (file, size) = (manifest.Payload.File, manifest.Payload.Size);
        if (archive.Entries.FirstOrDefault(e => e.FullName is not (ManifestJson.FileName or ManifestSignature.FileName) && e.FullName != file) is { } stranger)
            throw new ModelPackageException($"{source} has an entry '{Printable.Quote(stranger.FullName)}'; allowed are {ManifestJson.FileName}, {ManifestSignature.FileName} and {file} alone.");
        var payload = BoundedCopy(Entry(archive, file, source), size, capacity: Math.Min(size, archiveLength))
            ?? throw new ModelPackageException($"{file} of {source} is altered: it is longer than the {size} bytes its manifest says.");
        return new ModelPackage(manifest, payload.GetBuffer().AsMemory(0, (int)payload.Length)).Verify(source);
    }

    private static ReadOnlyMemory<byte> ManifestBytes(ZipArchive archive, string source) =>
        Bytes(BoundedCopy(Entry(archive, ManifestJson.FileName, source), ManifestJson.MaxBytes, capacity: 0)
            ?? throw new ModelPackageException($"{ManifestJson.FileName} of {source} is too large: at most {ManifestJson.MaxBytes} bytes are allowed."));

    /// <summary>The file of the signature, or <see langword="null"/> if there is none.</summary>
    private static ReadOnlyMemory<byte>? SignatureBytes(ZipArchive archive, string source)
    {
        if (!archive.Entries.Any(e => e.FullName == ManifestSignature.FileName))
            return null;
        return Bytes(BoundedCopy(Entry(archive, ManifestSignature.FileName, source), ManifestSignature.MaxBytes, capacity: 0)
            ?? throw new ModelSignatureException($"{ManifestSignature.FileName} of {source} is too large: at most {ManifestSignature.MaxBytes} bytes are allowed."));
    }

    private static ReadOnlyMemory<byte> Bytes(MemoryStream copy) => copy.GetBuffer().AsMemory(0, (int)copy.Length);

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
