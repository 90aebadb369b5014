using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Http.Rollouts;

/// <summary>What a client sends to finish or abort a rollout, checked.</summary>
/// <param name="Expected">The version that must be the one on trial.</param>
/// <param name="Reason">Why.</param>
internal sealed record EndRolloutRequest(int? Expected, string? Reason)
{
    /// <summary>Reads it; an empty body says nothing.</summary>
    /// <exception cref="ProblemException">It is not valid.</exception>
    public static EndRolloutRequest Read(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
            return new(null, null);
        using var document = JsonBody.ParseObject(body);
        var root = document.RootElement;
        JsonBody.EnsureMembers(root, ["expected", "reason"]);
        return new(JsonBody.OptionalPositive(root, "expected"), ProblemText.Checked(JsonBody.OptionalString(root, "reason"), LedgerNote.EnsureReason));
    }
}
