namespace FunctionsMaaS.Http.Problems;

internal static class ProblemText
{
    /// <summary>The message of an argument exception without the parameter's name, which means nothing to a client.</summary>
    public static string WithoutParameter(ArgumentException error) =>
        error.ParamName is { } name && error.Message.IndexOf($" (Parameter '{name}')", StringComparison.Ordinal) is >= 0 and var end
            ? error.Message[..end]
            : error.Message;
}
