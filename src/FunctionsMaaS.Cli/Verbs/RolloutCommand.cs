using System.CommandLine;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas canary</c> and <c>maas shadow</c>: a version is tried on a part of the requests.</summary>
internal sealed class RolloutCommand : Command
{
    public RolloutCommand(Shell shell, RolloutMode mode) : base(
        mode == RolloutMode.Canary ? "canary" : "shadow",
        mode == RolloutMode.Canary ? "Lets another version answer a part of the requests" : "Lets another version score requests unseen, and compares it with the champion")
    {
        Add(new RolloutStartVerb(shell, mode, Name));
        Add(new RolloutStatusVerb(shell, Name));
        Add(new RolloutEndVerb(shell, Name, isFinish: true));
        Add(new RolloutEndVerb(shell, Name, isFinish: false));
    }
}
