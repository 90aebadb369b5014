using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.Http;

/// <summary>What every protocol asks of a text before it is classified.</summary>
internal static class TextGate
{
    /// <param name="text">The text.</param>
    /// <param name="where">Where it stands in the request, for the message; the message never holds the text.</param>
    /// <param name="limits">The limits.</param>
    /// <returns><paramref name="text"/>.</returns>
    /// <exception cref="ProblemException">It is too long, blank, or has a NUL character.</exception>
    public static string Check(string text, string where, HttpLimitsOptions limits)
    {
        if (text.Length > limits.MaxTextLength)
            throw new ProblemException(ProblemKind.TooLarge, $"'{where}' has {text.Length} characters; at most {limits.MaxTextLength} are allowed.");
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ProblemException(ProblemKind.InvalidText, $"'{where}' has a NUL character.");
        if (string.IsNullOrWhiteSpace(text))
            throw new ProblemException(ProblemKind.InvalidText, $"'{where}' is {(text.Length == 0 ? "empty" : "blank")}; there is nothing to classify.");
        return text;
    }

    /// <exception cref="ProblemException">There are no texts, or more than the limit of a batch.</exception>
    public static void CheckCount(long count, string where, HttpLimitsOptions limits)
    {
        if (count > limits.MaxBatch)
            throw new ProblemException(ProblemKind.TooLarge, $"'{where}' has more than {limits.MaxBatch} texts, which is the limit of a batch.");
        if (count < 1)
            throw new ProblemException(ProblemKind.InvalidRequest, $"'{where}' has no text; send at least one.");
    }
}
