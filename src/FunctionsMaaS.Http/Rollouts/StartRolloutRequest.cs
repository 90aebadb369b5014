using System.Globalization;
using System.Text.Json;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Http.Rollouts;

/// <summary>What a client sends to start a rollout, checked.</summary>
/// <param name="Plan">What to start.</param>
/// <param name="Reason">Why.</param>
internal sealed record StartRolloutRequest(RolloutPlan Plan, string? Reason)
{
    /// <summary>The alias of the candidate where none is named: where retraining leaves what did not win.</summary>
    public const string DefaultAlias = "challenger";

    private static readonly string[] Members = ["mode", "percent", "alias", "version", "reason"];

    /// <summary>Reads a request that says what to start.</summary>
    /// <exception cref="ProblemException">It is not valid.</exception>
    public static StartRolloutRequest Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonBody.ParseObject(body);
        var root = document.RootElement;
        JsonBody.EnsureMembers(root, Members);
        var (alias, version) = (JsonBody.OptionalString(root, "alias"), JsonBody.OptionalPositive(root, "version"));
        if (alias is not null && version is not null)
            throw JsonBody.Invalid("'version' and 'alias' are both given; send one of them.");
        var named = version is null ? ProblemText.Checked(alias ?? DefaultAlias, static name => ModelReference.EnsureName(name, "alias")) : null;
        return new(new(Mode(root), Percent(root), named, version), ProblemText.Checked(JsonBody.OptionalString(root, "reason"), LedgerNote.EnsureReason));
    }

    private static RolloutMode Mode(JsonElement root) => JsonBody.OptionalString(root, "mode") switch
    {
        "canary" or null => RolloutMode.Canary,
        "shadow" => RolloutMode.Shadow,
        var other => throw JsonBody.Invalid($"'mode' is '{Printable.Quote(other)}' but must be canary or shadow."),
    };

    private static double Percent(JsonElement root)
    {
        if (!root.TryGetProperty("percent", out var member))
            throw JsonBody.Invalid("'percent' is missing: send the share of requests that the candidate gets, such as {\"percent\": 5}.");
        return member.ValueKind == JsonValueKind.Number && member.TryGetDouble(out var percent) && RolloutPlan.IsPercent(percent)
            ? percent
            : throw JsonBody.Invalid(string.Create(CultureInfo.InvariantCulture, $"'percent' is {Printable.Quote(member.GetRawText())} but must be a number above 0, to 100."));
    }
}
