using System.Security.Cryptography;

namespace FunctionsMaaS.Packaging.Signatures;

/// <summary>A public key whose signatures are believed. Thread-safe.</summary>
public sealed class TrustedKey
{
    private readonly ECParameters _parameters;

    private TrustedKey(string name, ECParameters parameters)
    {
        (Name, _parameters) = (name, parameters);
        using var key = ECDsa.Create(parameters);
        Id = P256.FingerprintOf(key);
    }

    /// <summary>What its setting calls it.</summary>
    public string Name { get; }

    /// <summary>Its fingerprint: <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>Reads a key.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="value">A PEM (SubjectPublicKeyInfo), its base64 on one line, or the path of a PEM file.</param>
    /// <exception cref="FormatException">It is no public key of the curve P-256; the message shows nothing of it.</exception>
    public static TrustedKey Parse(string name, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        var pem = KeyMaterial.ToPem(value.Trim(), "PUBLIC KEY");
        return KeyMaterial.IsPrivate(pem)
            ? throw new FormatException("holds a private key, which has no place here; give its public key.")
            : new(name, P256.Read(pem, isPrivate: false));
    }

    /// <summary>The key as PEM.</summary>
    public string ToPem()
    {
        using var key = ECDsa.Create(_parameters);
        return key.ExportSubjectPublicKeyInfoPem() + "\n";
    }

    /// <summary>The key as a setting has it on one line: the base64 of its SubjectPublicKeyInfo.</summary>
    public string ToSetting()
    {
        using var key = ECDsa.Create(_parameters);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>Whether this key signed exactly these bytes.</summary>
    internal bool Verifies(ReadOnlySpan<byte> manifest, ManifestSignature signature)
    {
        using var key = ECDsa.Create(_parameters);
        return key.VerifyData(manifest, signature.Value.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
