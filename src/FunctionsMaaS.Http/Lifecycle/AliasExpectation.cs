using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FunctionsMaaS.Http.Lifecycle;

/// <summary>How a client saw an alias that it wants to move, if it says so.</summary>
/// <param name="Version">The version it pointed to.</param>
/// <param name="ETags">The ETags of which it had one (<c>If-Match</c>); empty if the client does not say.</param>
internal sealed record AliasExpectation(int? Version, IReadOnlyList<EntityTagHeaderValue> ETags)
{
    /// <exception cref="ProblemException">The <c>If-Match</c> is not one.</exception>
    public static AliasExpectation Of(HttpRequest request, int? version)
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
        var expected = (Version is null || Version == now?.Version) && (ETags.Count == 0 || ETags.Any(tag => Matches(tag, now)));
        if (!expected)
            throw new ProblemException(ProblemKind.NotAsExpected, now is null
                ? $"Model '{name}' has no alias '{alias}'; nothing was changed."
                : $"Alias '{alias}' of model '{name}' is at version {now.Version} with ETag {HeaderOf(now)}; nothing was changed.");
    }

    /// <summary>The ETag of an alias as a header has it; some storages leave the quotes out.</summary>
    public static string HeaderOf(ModelAlias alias) => alias.ETag.StartsWith('"') ? alias.ETag : $"\"{alias.ETag}\"";

    private static bool Matches(EntityTagHeaderValue tag, ModelAlias? now) =>
        now is not null && (tag.Equals(EntityTagHeaderValue.Any) || (!tag.IsWeak && tag.Tag.Equals(HeaderOf(now), StringComparison.Ordinal)));
}
