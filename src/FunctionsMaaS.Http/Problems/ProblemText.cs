namespace FunctionsMaaS.Http.Problems;

/// <summary>Turns what a client sent, or an exception said, into text that may stand in an answer.</summary>
internal static class ProblemText
{
    private const int MaxQuoted = 64;

    /// <summary>The value with controls and surrogates escaped, cut after 64 characters.</summary>
    public static string Quote(string value)
    {
        var shown = value.Length > MaxQuoted ? value[..MaxQuoted] + "…" : value;
        return string.Concat(shown.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? $"\\u{(int)c:x4}" : c.ToString()));
    }

    /// <summary>The message of an argument exception without the parameter's name, which means nothing to a client.</summary>
    public static string WithoutParameter(ArgumentException error) =>
        error.ParamName is { } name && error.Message.IndexOf($" (Parameter '{name}')", StringComparison.Ordinal) is >= 0 and var end
            ? error.Message[..end]
            : error.Message;
}
