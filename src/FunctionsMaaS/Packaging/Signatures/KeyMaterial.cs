using System.Security.Cryptography;
using FunctionsMaaS.Data;

namespace FunctionsMaaS.Packaging.Signatures;

/// <summary>A key as settings have it: PEM (RFC 7468), the base64 inside a PEM on one line, or the path of a PEM file. What it says is never repeated.</summary>
internal static class KeyMaterial
{
    private const int MaxFileBytes = 64 * 1024;
    private const string Begin = "-----BEGIN ";

    /// <summary>The first byte of every key in DER: a SEQUENCE.</summary>
    private const byte Sequence = 0x30;

    /// <summary>Whether a PEM text has a private key in it.</summary>
    public static bool IsPrivate(string pem) => pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal);

    /// <summary>The key as PEM.</summary>
    /// <param name="value">The setting.</param>
    /// <param name="label">What a key without a label is, such as <c>PUBLIC KEY</c>.</param>
    /// <exception cref="FormatException">It is none of the three; the message goes on from the name of the setting, and shows nothing of the value.</exception>
    public static string ToPem(string value, string label)
    {
        if (value.Contains(Begin, StringComparison.Ordinal))
            return value;
        if (OnOneLine(value) is { } der)
            return PemEncoding.WriteString(label, der);
        var pem = ReadFile(value, label);
        return pem.Contains(Begin, StringComparison.Ordinal) ? pem : throw new FormatException($"names a file that is no PEM: it must hold a {label}.");
    }

    private static byte[]? OnOneLine(string value)
    {
        var der = new byte[value.Length];
        return Convert.TryFromBase64String(value, der, out var length) && length > 0 && der[0] == Sequence ? der[..length] : null;
    }

    private static string ReadFile(string path, string label)
    {
        try
        {
            var file = new FileInfo(DatasetPath.Resolve(path));
            if (file.Length <= MaxFileBytes)
                return File.ReadAllText(file.FullName);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new FormatException($"is neither a {label} as PEM or its base64 on one line, nor the path of a file that can be read.");
        }

        throw new FormatException($"names a file of more than {MaxFileBytes} bytes, which is no key.");
    }
}
