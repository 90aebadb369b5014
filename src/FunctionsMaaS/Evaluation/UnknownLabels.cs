namespace FunctionsMaaS.Evaluation;

internal static class UnknownLabels
{
    private const int MaxListed = 20;

    /// <summary>Labels quoted for a message, cut after twenty.</summary>
    public static string List(IReadOnlyList<string> labels)
    {
        var listed = string.Join(", ", labels.Take(MaxListed).Select(label => $"'{Printable.Quote(label)}'"));
        return labels.Count <= MaxListed ? listed : $"{listed} and {labels.Count - MaxListed} more";
    }
}
