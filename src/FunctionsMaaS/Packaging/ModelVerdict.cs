using FunctionsMaaS.Evaluation.Gate;

namespace FunctionsMaaS.Packaging;

/// <summary>How a model was judged before it was published.</summary>
/// <param name="Against">The version that was in production; <see langword="null"/> if there was none.</param>
/// <param name="Passed">Whether it may replace that version.</param>
/// <param name="Reason">Why, in words, on one line.</param>
/// <param name="Checks">What was checked; none where there was nothing to compare it with.</param>
public sealed record ModelVerdict(int? Against, bool Passed, string Reason, IReadOnlyList<GateCheck> Checks)
{
    /// <summary>The most checks that a manifest keeps.</summary>
    public const int MaxChecks = 32;

    /// <summary>The longest reason of a verdict, in UTF-16 units.</summary>
    public const int MaxReasonLength = 4000;

    /// <summary>What keeps this from being a verdict.</summary>
    internal IEnumerable<string> Faults()
    {
        if (Against is < 1)
            yield return $"'verdict.against' is {Against}; allowed are whole numbers from 1.";
        if (!IsLine(Reason))
            yield return $"'verdict.reason' is '{Printable.Quote(Reason)}'; allowed is one line of 1 to {MaxReasonLength} characters.";
        if (Checks.Count > MaxChecks)
            yield return $"'verdict.checks' has {Checks.Count} checks; at most {MaxChecks} are allowed.";
        foreach (var (i, check) in Checks.Index())
        {
            if (!IsLine(check.Name) || check.Name.Length > ManifestRules.MaxText)
                yield return $"'verdict.checks[{i}].name' is '{Printable.Quote(check.Name)}'; allowed is one line of 1 to {ManifestRules.MaxText} characters.";
            if (!IsLine(check.Reason))
                yield return $"'verdict.checks[{i}].reason' is '{Printable.Quote(check.Reason)}'; allowed is one line of 1 to {MaxReasonLength} characters.";
            foreach (var (member, value) in new[] { ("value", check.Value), ("limit", check.Limit) }.Where(figure => figure.Item2 is { } value && !double.IsFinite(value)))
                yield return FormattableString.Invariant($"'verdict.checks[{i}].{member}' is {value}; allowed are finite numbers.");
        }
    }

    private static bool IsLine(string text) =>
        text.Length <= MaxReasonLength && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl) && ManifestRules.IsWellFormed(text);
}
