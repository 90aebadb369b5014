using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FunctionsMaaS.Http.Lifecycle;

/// <summary>How a client saw the alias or rollout that it wants to change, if it says so.</summary>
/// <param name="Version">The version that the alias pointed to, or that was on trial.</param>
/// <param name="ETags">The ETags of which it had one (<c>If-Match</c>); empty if the client does not say.</param>
internal sealed record Expectation(int? Version, IReadOnlyList<EntityTagHeaderValue> ETags)
{
    /// <exception cref="ProblemException">The <c>If-Match</c> is not one.</exception>
    public static Expectation Of(HttpRequest request, int? version)
    {
        if (request.Headers.IfMatch.Count == 0)
            return new(version, []);
        return EntityTagHeaderValue.TryParseStrictList(request.Headers.IfMatch, out var tags)
            ? new(version, [.. tags])
            : throw new ProblemException(ProblemKind.InvalidRequest, $"'If-Match' is '{Printable.Quote(request.Headers.IfMatch.ToString())}' but must be an ETag in quotes, as an earlier answer had it.");
    }

    /// <exception cref="ProblemException">The alias is not as the client saw it.</exception>
    public void Ensure(string name, string alias, ModelAlias? now)
    {
        if (!Holds(now?.Version, now?.ETag))
            throw new ProblemException(ProblemKind.NotAsExpected, now is null
                ? $"Model '{name}' has no alias '{alias}'; nothing was changed."
                : $"Alias '{alias}' of model '{name}' is at version {now.Version} with ETag {HeaderOf(now.ETag)}; nothing was changed.");
    }

    /// <exception cref="ProblemException">The rollout is not as the client saw it.</exception>
    public void Ensure(string name, ModelRollout? now)
    {
        if (!Holds(now?.Version, now?.ETag))
            throw new ProblemException(ProblemKind.NotAsExpected, now is null
                ? $"Model '{name}' has no rollout; nothing was changed."
                : $"The last rollout of model '{name}' is of version {now.Version} with ETag {HeaderOf(now.ETag)}; nothing was changed.");
    }

    /// <summary>An ETag as a header has it; some storages leave the quotes out.</summary>
    public static string HeaderOf(string etag) => etag.StartsWith('"') ? etag : $"\"{etag}\"";

    private bool Holds(int? version, string? etag) =>
        (Version is null || Version == version) && (ETags.Count == 0 || (etag is not null && ETags.Any(tag => Matches(tag, etag))));

    private static bool Matches(EntityTagHeaderValue tag, string etag) =>
        tag.Equals(EntityTagHeaderValue.Any) || (!tag.IsWeak && tag.Tag.Equals(HeaderOf(etag), StringComparison.Ordinal));
}
