using System.CommandLine;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas keys</c>: what concerns keys of the service.</summary>
internal sealed class KeysCommand : Command
{
    public KeysCommand(Shell shell) : base("keys", "Makes keys for callers of the service, and keys that sign models")
    {
        Add(new KeysNewVerb(shell));
        Add(new KeysPairVerb(shell));
    }
}
