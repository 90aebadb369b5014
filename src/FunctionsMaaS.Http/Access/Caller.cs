using FunctionsMaaS.Http.Problems;
using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.Access;

/// <summary>Who sent a request, as far as its key tells.</summary>
/// <param name="KeyId">The id of the key; <see langword="null"/> without a key, or with one that only the host knows. No secret: it is for ledgers and counts.</param>
/// <param name="Level">The highest level of routes that are open to this caller.</param>
public sealed record Caller(string? KeyId, AccessLevel Level)
{
    private static readonly Caller Nobody = new(null, AccessLevel.Anonymous);

    /// <summary>The models that the key is for.</summary>
    /// <value>Empty for all.</value>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Whether a host checked the key, and did not say whose it was.</summary>
    internal bool IsThroughHost { get; init; }

    /// <summary>Who it is, for the ledger.</summary>
    /// <value>The id of the key; without it <c>host</c> for a key of the Functions host, <c>local</c> for somebody on this machine.</value>
    public string Actor => KeyId ?? (IsThroughHost ? "host" : "local");

    /// <summary>Who sent a request.</summary>
    public static Caller Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<Caller>() ?? Nobody;
    }

    /// <summary>Whether the caller may use a model.</summary>
    public bool Allows(string model) => Models.Count == 0 || Models.Contains(model, StringComparer.Ordinal);

    /// <exception cref="ProblemException">The caller may not use this model.</exception>
    internal void EnsureAllows(string model)
    {
        if (!Allows(model))
            throw new ProblemException(ProblemKind.ModelNotAllowed, $"This key is not for the model '{Printable.Quote(model)}'.");
    }
}
