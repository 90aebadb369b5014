using System.IO.Compression;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Packaging.Signatures;
using FunctionsMaaS.Training;

namespace FunctionsMaaS.Cli.Models;

/// <summary>A file to publish: a package of ours, or a model that ML.NET, Model Builder or the like saved.</summary>
internal static class PushedFile
{
    /// <summary>The format of what ML.NET saves.</summary>
    private const string MlNetFormat = "mlnet-zip";

    /// <summary>Reads it, and loads the model once: what cannot be used is not published.</summary>
    /// <param name="path">The file.</param>
    /// <param name="textColumn">The column that takes the text, for a model of several; <see langword="null"/> if not given.</param>
    /// <param name="formats">The formats there are.</param>
    /// <param name="trust">Says whose signature a signed package may bear.</param>
    /// <param name="time">Tells when an imported model was packed.</param>
    /// <exception cref="ModelSignatureException">It bears a signature that is not to be believed.</exception>
    /// <exception cref="ModelPackageException">It is neither, or damaged.</exception>
    /// <exception cref="CommandFailedException">A text column is named for a package, which knows its own.</exception>
    public static ModelPackage Read(string path, string? textColumn, IReadOnlyList<IModelFormat> formats, ManifestTrust trust, TimeProvider time)
    {
        if (IsForeign(path))
        {
            if (new FileInfo(path).Length > ModelPackage.MaxPayloadBytes)
                throw new CommandFailedException($"'{path}' is too large: at most {ModelPackage.MaxPayloadBytes} bytes are allowed.");
            return ModelPackages.Import(File.ReadAllBytes(path), MlNetFormat, new() { TextColumn = textColumn }, formats, time);
        }
        if (trust.IsRequired && ModelPackageFile.ReadSignature(path, trust) is { State: SignatureState.Unknown or SignatureState.Invalid } refused)
            throw new ModelSignatureException(refused.Fault!);
        var package = ModelPackageFile.Read(path);
        if (textColumn is not null)
            throw new CommandFailedException($"--text-column is for models that ML.NET saved; '{path}' is a package, which says itself how it is used.");
        package.Open(formats).Dispose();
        return package;
    }

    /// <summary>Whether it is a zip that has no manifest; what is no zip at all is left for the reader of packages to explain.</summary>
    private static bool IsForeign(string path)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            return zip.GetEntry(ManifestJson.FileName) is null && zip.Entries.Count > 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException or ArgumentException or OverflowException)
        {
            return false;
        }
    }
}
