using System.Security.Cryptography;

namespace FunctionsMaaS.Packaging.Signatures;

/// <summary>A private key that signs manifests. Thread-safe; never shows itself.</summary>
public sealed class SigningKey
{
    private readonly ECParameters _parameters;

    private SigningKey(ECParameters parameters)
    {
        _parameters = parameters;
        using var key = ECDsa.Create(parameters);
        Id = P256.FingerprintOf(key);
    }

    /// <summary>The fingerprint of its public key: <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>Makes a new key.</summary>
    public static SigningKey New()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new(key.ExportParameters(includePrivateParameters: true));
    }

    /// <summary>Reads a key.</summary>
    /// <param name="value">A PEM (PKCS #8 or SEC 1, not encrypted), the base64 of a PKCS #8 key on one line, or the path of a PEM file.</param>
    /// <exception cref="FormatException">It is no private key of the curve P-256; the message shows nothing of it.</exception>
    public static SigningKey Parse(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return new(P256.Read(KeyMaterial.ToPem(value.Trim(), "PRIVATE KEY"), isPrivate: true));
    }

    /// <summary>The key that verifies what this one signs.</summary>
    public TrustedKey PublicKey(string name)
    {
        using var key = ECDsa.Create(_parameters);
        return TrustedKey.Parse(name, key.ExportSubjectPublicKeyInfoPem());
    }

    /// <summary>The key as PEM (PKCS #8). Whoever has it can sign.</summary>
    public string ToPem()
    {
        using var key = ECDsa.Create(_parameters);
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    /// <summary>Signs a manifest.</summary>
    /// <param name="manifest">Its bytes, exactly as they will be stored.</param>
    public ManifestSignature Sign(ReadOnlySpan<byte> manifest)
    {
        using var key = ECDsa.Create(_parameters);
        return new(Id, key.SignData(manifest, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }
}
