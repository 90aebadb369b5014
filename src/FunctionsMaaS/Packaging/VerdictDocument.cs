using FunctionsMaaS.Evaluation.Gate;

namespace FunctionsMaaS.Packaging;

internal sealed record VerdictDocument
{
    public int? Against { get; init; }

    public bool? Passed { get; init; }

    public string? Reason { get; init; }

    public IReadOnlyList<CheckDocument?>? Checks { get; init; }

    public static VerdictDocument? Of(ModelVerdict? verdict) => verdict is null ? null : new()
    {
        Against = verdict.Against,
        Passed = verdict.Passed,
        Reason = verdict.Reason,
        Checks = [.. verdict.Checks.Select(CheckDocument.Of)],
    };

    /// <exception cref="ModelPackageException">A part is missing; the message begins with <paramref name="source"/>.</exception>
    public ModelVerdict ToVerdict(string source) => new(
        Against,
        Passed ?? throw Missing(source, "passed"),
        Reason ?? throw Missing(source, "reason"),
        [.. (Checks ?? throw Missing(source, "checks")).Select((check, i) => check?.ToCheck(source, i) ?? throw Missing(source, $"checks[{i}]"))]);

    internal static ModelPackageException Missing(string source, string member) => ManifestDocument.Missing(source, $"verdict.{member}");
}

internal sealed record CheckDocument
{
    public string? Name { get; init; }

    public bool? Passed { get; init; }

    public double? Value { get; init; }

    public double? Limit { get; init; }

    public string? Reason { get; init; }

    public static CheckDocument Of(GateCheck check) =>
        new() { Name = check.Name, Passed = check.Passed, Value = check.Value, Limit = check.Limit, Reason = check.Reason };

    public GateCheck ToCheck(string source, int index) => new(
        Name ?? throw VerdictDocument.Missing(source, $"checks[{index}].name"),
        Passed ?? throw VerdictDocument.Missing(source, $"checks[{index}].passed"),
        Value,
        Limit,
        Reason ?? throw VerdictDocument.Missing(source, $"checks[{index}].reason"));
}
