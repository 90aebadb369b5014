using System.Buffers.Text;
using System.Security.Cryptography;

namespace FunctionsMaaS.Http.Access;

/// <summary>
/// A key that this product made: <c>maas_ID_SECRET</c>, the secret being 256 random bits in 43 characters of base64url (RFC 4648, section 5).
/// No other key has a hash that is compared, so none with less randomness can be configured by its hash.
/// </summary>
internal static class GeneratedKey
{
    public const int MaxIdLength = 32;
    private const string Prefix = "maas_";
    private const int SecretBytes = 32;
    private const int SecretLength = 43;

    public static string New(string id) => $"{Prefix}{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";

    /// <summary>The id in a key, or <see langword="null"/> if the key was not made here.</summary>
    public static string? IdOf(string key)
    {
        var end = key.Length - SecretLength - 1;
        if (end <= Prefix.Length || key[end] != '_' || !key.StartsWith(Prefix, StringComparison.Ordinal) || !Base64Url.IsValid(key.AsSpan(end + 1)))
            return null;
        var id = key[Prefix.Length..end];
        return IsId(id) ? id : null;
    }

    /// <summary>Whether a text can be the id of a key, which is also part of the name of an environment variable.</summary>
    public static bool IsId(string id) =>
        id.Length is >= 1 and <= MaxIdLength && char.IsAsciiLetterLower(id[0]) && id[^1] != '_' && !id.Contains("__", StringComparison.Ordinal)
        && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
        && id is not (KeyRing.AdminId or KeyRing.FunctionId);
}
