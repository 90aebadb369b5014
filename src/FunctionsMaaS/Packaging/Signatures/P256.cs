using System.Security.Cryptography;

namespace FunctionsMaaS.Packaging.Signatures;

/// <summary>ECDSA over the curve P-256 with SHA-256 (FIPS 186-5), the one algorithm there is; signatures in DER (RFC 3279, section 2.2.3), as OpenSSL writes them.</summary>
internal static class P256
{
    public const string Algorithm = "ecdsa-p256-sha256";

    private const string Oid = "1.2.840.10045.3.1.7";
    private const string FriendlyName = "nistP256";

    /// <summary>The fingerprint of a public key: the SHA-256 of its SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7).</summary>
    public static string FingerprintOf(ECDsa key) => Digest.Of(key.ExportSubjectPublicKeyInfo());

    /// <summary>Reads a key of this curve.</summary>
    /// <exception cref="FormatException">It is no key, or one of another curve; the message shows nothing of it.</exception>
    public static ECParameters Read(string pem, bool isPrivate)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(pem);
            var parameters = key.ExportParameters(isPrivate);
            return IsOurs(parameters.Curve) ? parameters : throw new FormatException("is a key of another curve; allowed is P-256 (also called prime256v1 or secp256r1).");
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or PlatformNotSupportedException)
        {
            throw new FormatException($"holds no {(isPrivate ? "private" : "public")} key of an elliptic curve that can be read; allowed are unencrypted keys of the curve P-256.");
        }
    }

    private static bool IsOurs(ECCurve curve) => curve.IsNamed && (curve.Oid.Value == Oid || (curve.Oid.Value is null && curve.Oid.FriendlyName == FriendlyName));
}
