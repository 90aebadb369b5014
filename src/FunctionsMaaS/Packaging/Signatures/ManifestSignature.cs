using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsMaaS.Packaging.Signatures;

/// <summary>Who signed a manifest, and the signature. It is stored beside the manifest, in a file of one form alone: any other byte and it is refused.</summary>
/// <param name="KeyId">The fingerprint of the public key: <c>sha256:</c> and 64 hexadecimal digits.</param>
/// <param name="Value">The signature of the manifest's bytes, in DER.</param>
public sealed record ManifestSignature(string KeyId, ReadOnlyMemory<byte> Value)
{
    /// <summary>The file name of a signature in a package and in a registry.</summary>
    public const string FileName = "manifest.sig";

    /// <summary>The largest file of a signature, in bytes.</summary>
    public const int MaxBytes = 1024;

    private const string SchemaName = "functionsmaas/manifest-signature";
    private const int CurrentFormatVersion = 1;

    /// <summary>The file's bytes; the same signature gives the same.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(
        new SignatureDocument(SchemaName, CurrentFormatVersion, P256.Algorithm, KeyId, Convert.ToBase64String(Value.Span)), SignatureJsonContext.Exact.SignatureDocument);

    /// <summary>Reads a signature; believes nothing of it.</summary>
    /// <param name="json">The whole file.</param>
    /// <param name="source">What is being read, to begin messages with.</param>
    /// <exception cref="ModelSignatureException">It is not what <see cref="Write"/> writes, byte for byte.</exception>
    public static ManifestSignature Read(ReadOnlySpan<byte> json, string source)
    {
        if (json.Length > MaxBytes)
            throw new ModelSignatureException($"{source} is too large: at most {MaxBytes} bytes are allowed.");
        var document = Parse(json, source);
        if (document.FormatVersion > CurrentFormatVersion || document.Algorithm != P256.Algorithm)
        {
            throw new ModelSignatureException(
                $"{source} has format version {document.FormatVersion} and algorithm '{Printable.Quote(document.Algorithm)}'; this build reads format version {CurrentFormatVersion} and '{P256.Algorithm}'.");
        }
        var value = new byte[MaxBytes];
        if (document.Signature is not { } text || document.KeyId is not { } keyId || !Convert.TryFromBase64String(text, value, out var length))
            throw Damaged(source);
        var signature = new ManifestSignature(keyId, value.AsMemory(0, length));
        return Digest.IsWellFormed(keyId) && json.SequenceEqual(signature.Write()) ? signature : throw Damaged(source);
    }

    private static SignatureDocument Parse(ReadOnlySpan<byte> json, string source)
    {
        try
        {
            return JsonSerializer.Deserialize(json, SignatureJsonContext.Exact.SignatureDocument) is { Schema: SchemaName } document ? document : throw Damaged(source);
        }
        catch (JsonException)
        {
            throw Damaged(source);
        }
    }

    private static ModelSignatureException Damaged(string source) => new($"{source} is damaged: it is not the file of a signature, byte for byte.");
}

internal sealed record SignatureDocument(string? Schema, int FormatVersion, string? Algorithm, string? KeyId, string? Signature);

[JsonSerializable(typeof(SignatureDocument))]
internal sealed partial class SignatureJsonContext : JsonSerializerContext
{
    public static SignatureJsonContext Exact { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    });
}
