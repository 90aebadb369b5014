using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Packaging.Signatures;

/// <summary>The keys of this process: what it signs with, and whose signatures it believes. Thread-safe.</summary>
public sealed class ManifestTrust
{
    /// <summary>What the settings call the key that signs.</summary>
    private const string OwnName = nameof(SigningOptions.PrivateKey);

    private readonly SigningKey? _key;
    private readonly TrustedKey[] _trusted;

    /// <summary>Reads the keys that the options name.</summary>
    /// <exception cref="FormatException">One of them is no key; the options' validator reports that at start.</exception>
    public ManifestTrust(IOptions<SigningOptions> options) : this((options ?? throw new ArgumentNullException(nameof(options))).Value) { }

    private ManifestTrust(SigningOptions options) : this(
        options.PrivateKey is { Length: > 0 } key ? SigningKey.Parse(key) : null, [.. options.TrustedKeys.Select(k => TrustedKey.Parse(k.Key, k.Value))], options.Required)
    {
    }

    /// <summary>Makes it of keys.</summary>
    /// <param name="key">Signs what is published; <see langword="null"/> to sign nothing.</param>
    /// <param name="trusted">Whose signatures are believed; <paramref name="key"/>'s are in any case.</param>
    /// <param name="required">Whether signatures are required even if <paramref name="trusted"/> is empty.</param>
    public ManifestTrust(SigningKey? key, IReadOnlyCollection<TrustedKey> trusted, bool required = false)
    {
        ArgumentNullException.ThrowIfNull(trusted);
        _key = key;
        IsRequired = required || trusted.Count > 0;
        _trusted = key is null || trusted.Any(t => t.Id == key.Id) ? [.. trusted] : [.. trusted, key.PublicKey(OwnName)];
    }

    /// <summary>Signs nothing and requires nothing.</summary>
    public static ManifestTrust None { get; } = new(null, []);

    /// <summary>Whether only what is signed by a trusted key is used.</summary>
    public bool IsRequired { get; }

    /// <summary>Whether there is a key to sign with.</summary>
    public bool CanSign => _key is not null;

    /// <summary>Signs a manifest, if there is a key to sign with.</summary>
    /// <param name="manifest">Its bytes, exactly as they will be stored.</param>
    public ManifestSignature? Sign(ReadOnlySpan<byte> manifest) => _key?.Sign(manifest);

    /// <summary>Refuses to make what could not be used afterwards.</summary>
    /// <param name="what">What would be made, to begin the message with.</param>
    /// <exception cref="ModelSignatureException">Signatures are required, and there is no key to sign with.</exception>
    public void EnsureCanMake(string what)
    {
        if (IsRequired && _key is null)
            throw new ModelSignatureException($"{what} would be unsigned, and only what is signed is used: set {SigningOptions.Section}:{nameof(SigningOptions.PrivateKey)} to the key that signs.");
    }

    /// <summary>Refuses a manifest that is not signed by a trusted key, where that is required.</summary>
    /// <param name="manifest">Its bytes, exactly as they are stored.</param>
    /// <param name="signature">The file of its signature; <see langword="null"/> if there is none.</param>
    /// <param name="source">What is being read, such as <c>newsgroups:3</c>.</param>
    /// <exception cref="ModelSignatureException">It is not.</exception>
    public void Check(ReadOnlySpan<byte> manifest, ReadOnlyMemory<byte>? signature, string source)
    {
        if (IsRequired && StatusOf(manifest, signature, source) is { State: not SignatureState.Trusted } refused)
            throw new ModelSignatureException(refused.Fault!);
    }

    /// <summary>Finds out what can be said of a signature.</summary>
    /// <param name="manifest">The manifest's bytes, exactly as they are stored.</param>
    /// <param name="signature">The file of its signature; <see langword="null"/> if there is none.</param>
    /// <param name="source">What is being read, such as <c>newsgroups:3</c>.</param>
    public SignatureStatus StatusOf(ReadOnlySpan<byte> manifest, ReadOnlyMemory<byte>? signature, string source)
    {
        if (signature is not { } file)
            return new(SignatureState.None, Fault: $"{source} is not signed; only what a key of {SigningOptions.Section}:{nameof(SigningOptions.TrustedKeys)} signed is used.");
        try
        {
            return StatusOf(manifest, ManifestSignature.Read(file.Span, $"{ManifestSignature.FileName} of {source}"), source);
        }
        catch (ModelSignatureException damaged)
        {
            return new(SignatureState.Invalid, Fault: damaged.Message);
        }
    }

    private SignatureStatus StatusOf(ReadOnlySpan<byte> manifest, ManifestSignature signature, string source)
    {
        if (Array.Find(_trusted, t => t.Id == signature.KeyId) is not { } key)
            return new(SignatureState.Unknown, signature.KeyId, Fault: $"{source} is signed with the key {signature.KeyId}, which is not among {SigningOptions.Section}:{nameof(SigningOptions.TrustedKeys)}.");
        return key.Verifies(manifest, signature)
            ? new(SignatureState.Trusted, key.Id, key.Name)
            : new(SignatureState.Invalid, key.Id, key.Name, $"{source} is altered: its manifest is not what the key {key.Id} signed.");
    }
}
