using System.Text;

namespace FunctionsMaaS.Http.Problems;

/// <summary>
/// An exception that nobody foresaw, fit for a log: its types and stacks, without their messages, any of which might quote the text of
/// a request.
/// </summary>
internal sealed class UnforeseenException(Exception error) : Exception(error.GetType().ToString())
{
    public override string? StackTrace => error.StackTrace;

    /// <inheritdoc/>
    public override string ToString()
    {
        var said = new StringBuilder();
        for (var at = error; at is not null; at = at.InnerException)
            said.Append(at == error ? "" : " ---> ").Append(at.GetType()).Append(" (message withheld)\n").AppendLine(at.StackTrace);
        return said.ToString();
    }
}
