namespace FunctionsMaaS.Packaging.Signatures;

/// <summary>Which keys sign manifests, and which are believed: section <c>Maas:Signing</c>.</summary>
public sealed class SigningOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Maas:Signing";

    /// <summary>
    /// The private key that signs what this process publishes: a PEM, the base64 inside it on one line, or the path of a PEM file. ECDSA, curve
    /// P-256, not encrypted; <c>maas keys pair</c> makes one.
    /// </summary>
    /// <value>Default none: what is published is not signed.</value>
    public string? PrivateKey { get; set; }

    /// <summary>
    /// Public keys by names of your choice, each a PEM, the base64 inside it on one line, or the path of a PEM file. With any, only versions
    /// that one of them (or <see cref="PrivateKey"/>) signed are loaded; several at once let keys be replaced.
    /// </summary>
    /// <value>Default none.</value>
    public IReadOnlyDictionary<string, string> TrustedKeys { get; set; } = new Dictionary<string, string>();

    /// <summary>Whether only signed versions are loaded even without <see cref="TrustedKeys"/>: those that <see cref="PrivateKey"/> signed.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool Required { get; set; }
}
