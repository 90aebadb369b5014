namespace FunctionsMaaS.Data;

/// <summary>What a label may be, wherever it comes from: one line of visible text.</summary>
internal static class LabelRules
{
    /// <summary>The longest label, in UTF-16 units.</summary>
    public const int MaxLength = 200;

    /// <summary>What is wrong with a label that has no white space around it, as the rest of a sentence; <see langword="null"/> if nothing is.</summary>
    public static string? FaultOf(string label)
    {
        if (!label.EnumerateRunes().Any(Quoted.IsVisible))
            return "is empty: a label needs at least one visible character.";
        if (label.Length > MaxLength)
            return $"has {label.Length} characters: at most {MaxLength} are allowed.";
        return label.Any(char.IsControl) ? "has a control character: labels are one line of visible text." : null;
    }
}
