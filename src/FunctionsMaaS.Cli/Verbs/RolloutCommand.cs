using System.CommandLine;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas canary</c> and <c>maas shadow</c>: a version is tried on a part of the requests.</summary>
internal sealed class RolloutCommand : Command
{
    public RolloutCommand(Shell shell, RolloutMode mode) : base(
        NameOf(mode),
        mode == RolloutMode.Canary ? "Lets another version answer a part of the requests" : "Lets another version score requests unseen, and compares it with the champion")
    {
        Add(new RolloutStartVerb(shell, mode, Name));
        Add(new RolloutStatusVerb(shell, Name));
        Add(new RolloutEndVerb(shell, mode, Name, isFinish: true));
        Add(new RolloutEndVerb(shell, mode, Name, isFinish: false));
    }

    /// <summary>The word for it.</summary>
    public static string NameOf(RolloutMode mode) => mode == RolloutMode.Canary ? "canary" : "shadow";
}
