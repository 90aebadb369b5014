using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Http.Lifecycle;

/// <summary>What a client sends to move an alias, checked.</summary>
/// <param name="Version">Where to.</param>
/// <param name="Alias">Which alias, where the address does not say.</param>
/// <param name="Expected">The version it must point to now.</param>
/// <param name="Reason">Why.</param>
internal sealed record AliasRequest(int? Version, string? Alias, int? Expected, string? Reason)
{
    /// <summary>Reads a request that says where to.</summary>
    /// <exception cref="ProblemException">It is not valid.</exception>
    public static AliasRequest ReadMove(ReadOnlyMemory<byte> body)
    {
        var request = Read(body, ["version", "expected", "reason"]);
        return request.Version is null ? throw JsonBody.Invalid("'version' is missing: send {\"version\": 3}, the version to point to.") : request;
    }

    /// <summary>Reads a request to go back; an empty body asks to take the champion back.</summary>
    /// <exception cref="ProblemException">It is not valid.</exception>
    public static AliasRequest ReadRollback(ReadOnlyMemory<byte> body) =>
        body.IsEmpty ? new(null, null, null, null) : Read(body, ["alias", "expected", "reason"]);

    private static AliasRequest Read(ReadOnlyMemory<byte> body, string[] members)
    {
        using var document = JsonBody.ParseObject(body);
        var root = document.RootElement;
        JsonBody.EnsureMembers(root, members);
        var alias = JsonBody.OptionalString(root, "alias");
        var reason = JsonBody.OptionalString(root, "reason");
        return new(
            JsonBody.OptionalPositive(root, "version"),
            ProblemText.Checked(alias, static name => name is null ? null : ModelReference.EnsureName(name, "alias")),
            JsonBody.OptionalPositive(root, "expected"),
            ProblemText.Checked(reason, LedgerNote.EnsureReason));
    }
}
