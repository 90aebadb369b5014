namespace FunctionsMaaS.Packaging;

internal sealed record FeedbackReferenceDocument
{
    public int? Examples { get; init; }

    public int? Quarantined { get; init; }

    public string? Digest { get; init; }

    public IReadOnlyDictionary<string, int>? Contributors { get; init; }

    public static FeedbackReferenceDocument? Of(FeedbackReference? feedback) => feedback is null ? null : new()
    {
        Examples = feedback.Examples,
        Quarantined = feedback.Quarantined,
        Digest = feedback.Digest,
        Contributors = new SortedDictionary<string, int>(feedback.Contributors.ToDictionary(), StringComparer.Ordinal),
    };

    /// <exception cref="ModelPackageException">A part is missing; the message begins with <paramref name="source"/>.</exception>
    public FeedbackReference ToReference(string source)
    {
        return new(Needed(Examples, "examples"), Needed(Quarantined, "quarantined"), Digest, Contributors ?? throw Missing("contributors"));

        int Needed(int? value, string field) => value ?? throw Missing(field);

        ModelPackageException Missing(string field) => ManifestDocument.Missing(source, $"feedback.{field}");
    }
}
