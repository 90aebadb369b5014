using System.Buffers;
using System.Security.Cryptography;

namespace FunctionsMaaS.Packaging;

/// <summary>SHA-256 digests as they are written in manifests: <c>sha256:</c> and 64 lower-case hexadecimal digits.</summary>
internal static class Digest
{
    public const string Prefix = "sha256:";

    public const int HexLength = 2 * SHA256.HashSizeInBytes;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static string Of(ReadOnlySpan<byte> content) => Prefix + Convert.ToHexStringLower(SHA256.HashData(content));

    public static bool IsWellFormed(string value) =>
        value.StartsWith(Prefix, StringComparison.Ordinal)
        && value.Length == Prefix.Length + HexLength
        && !value.AsSpan(Prefix.Length).ContainsAnyExcept(HexDigits);
}
