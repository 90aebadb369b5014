using System.CommandLine;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas feedback</c>: what concerns corrected examples.</summary>
internal sealed class FeedbackCommand : Command
{
    public FeedbackCommand(Shell shell) : base("feedback", "Shows who sent corrections, and removes them")
    {
        Add(new FeedbackListVerb(shell));
        Add(new FeedbackRemoveVerb(shell));
    }
}
