namespace FunctionsMaaS.Packaging.Signatures;

/// <summary>What is known of a manifest's signature.</summary>
public enum SignatureState
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>It is right, and of a key that is trusted here.</summary>
    Trusted,

    /// <summary>It is of a key that is not trusted here, so nobody can say whether it is right.</summary>
    Unknown,

    /// <summary>It is damaged, or not that of these bytes.</summary>
    Invalid,
}

/// <summary>What is known of a manifest's signature.</summary>
/// <param name="State">Whether it can be believed.</param>
/// <param name="KeyId">The fingerprint of the key it says it is of; <see langword="null"/> if there is none, or it cannot be read.</param>
/// <param name="KeyName">What the settings call that key; <see langword="null"/> if it is not among them.</param>
/// <param name="Fault">Why it cannot be believed, beginning with what was read; <see langword="null"/> if it can.</param>
public sealed record SignatureStatus(SignatureState State, string? KeyId = null, string? KeyName = null, string? Fault = null)
{
    /// <summary><c>unsigned</c>, <c>trusted</c>, <c>unknown</c> or <c>invalid</c>.</summary>
    public string Name => State switch
    {
        SignatureState.Trusted => "trusted",
        SignatureState.Unknown => "unknown",
        SignatureState.Invalid => "invalid",
        _ => "unsigned",
    };
}
