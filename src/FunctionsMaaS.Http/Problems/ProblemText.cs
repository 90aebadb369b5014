namespace FunctionsMaaS.Http.Problems;

internal static class ProblemText
{
    /// <summary>Runs a check of the core, whose <see cref="ArgumentException"/> becomes the problem.</summary>
    /// <exception cref="ProblemException">The check failed.</exception>
    public static TResult Checked<T, TResult>(T argument, Func<T, TResult> check)
    {
        try
        {
            return check(argument);
        }
        catch (ArgumentException error)
        {
            throw OfArgument(error);
        }
    }

    /// <summary>The problem that a client's argument is.</summary>
    public static ProblemException OfArgument(ArgumentException error) => new(ProblemKind.InvalidRequest, WithoutParameter(error));

    /// <summary>The message of an argument exception without the parameter's name, which means nothing to a client.</summary>
    public static string WithoutParameter(ArgumentException error) =>
        error.ParamName is { } name && error.Message.IndexOf($" (Parameter '{name}')", StringComparison.Ordinal) is >= 0 and var end
            ? error.Message[..end]
            : error.Message;
}
