using System.Security.Cryptography;
using System.Text;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Testing.Packaging;

namespace FunctionsMaaS.Tests.Packaging;

/// <summary>Manifests as somebody would forge them: changed in the text, and signed again.</summary>
internal static class SignedManifest
{
    private const string DigestStart = ",\n  \"digest\"";

    public static ModelManifest Sample { get; } = SamplePackages.Of("a", "b").Manifest with { Name = "news", Version = 3 };

    /// <summary>The JSON of <see cref="Sample"/> without its digest and closing brace.</summary>
    public static string Head
    {
        get
        {
            var json = Encoding.UTF8.GetString(ManifestJson.Write(Sample));
            return json[..json.LastIndexOf(DigestStart, StringComparison.Ordinal)];
        }
    }

    public static byte[] Of(string head) => Of(Encoding.UTF8.GetBytes(head));

    public static byte[] Of(byte[] head)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(head));
        return [.. head, .. Encoding.UTF8.GetBytes($"{DigestStart}: \"sha256:{digest}\"\n}}\n")];
    }

    /// <summary>The sample with one piece of its text, which it must have once, replaced.</summary>
    public static byte[] With(string piece, string replacement)
    {
        if (Head.Split(piece).Length != 2)
            throw new ArgumentException($"The manifest does not have '{piece}' once.", nameof(piece));
        return Of(Head.Replace(piece, replacement, StringComparison.Ordinal));
    }
}
