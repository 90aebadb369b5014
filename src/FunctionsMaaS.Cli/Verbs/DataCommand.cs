using System.CommandLine;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas data</c>: what concerns datasets alone.</summary>
internal sealed class DataCommand : Command
{
    public DataCommand(Shell shell) : base("data", "Looks at datasets and splits them")
    {
        Add(new DataInspectVerb(shell));
        Add(new DataSplitVerb(shell));
        Add(new DataVersionsVerb(shell));
    }
}
