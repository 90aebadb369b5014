namespace FunctionsMaaS.Evaluation;

internal static class LabelList
{
    private const int MaxListed = 20;

    /// <summary>Labels as they may stand in a message, cut after twenty.</summary>
    public static string Quote(IReadOnlyList<string> labels)
    {
        var listed = string.Join(", ", labels.Take(MaxListed).Select(label => $"'{Printable.Quote(label)}'"));
        return labels.Count <= MaxListed ? listed : $"{listed} and {labels.Count - MaxListed} more";
    }
}
