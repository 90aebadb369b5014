using System.CommandLine;
using System.CommandLine.Help;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary>The root: every verb there is.</summary>
internal sealed class MaasCommand : RootCommand
{
    public MaasCommand(Shell shell) : base("Trains, measures, publishes and runs text classifiers.")
    {
        Add(new TrainVerb(shell));
        Add(new EvaluateVerb(shell));
        Add(new CompareVerb(shell));
        Add(new CompressVerb(shell));
        Add(new ClassifyVerb(shell));
        Add(new PushVerb(shell));
        Add(new ListVerb(shell));
        Add(new ShowVerb(shell));
        Add(new PromoteVerb(shell));
        Add(new RollbackVerb(shell));
        Add(new RolloutCommand(shell, RolloutMode.Canary));
        Add(new RolloutCommand(shell, RolloutMode.Shadow));
        Add(new DescribeVerb(shell));
        Add(new TagVerb(shell));
        Add(new ArchiveVerb(shell));
        Add(new DeleteVerb(shell));
        Add(new RetrainVerb(shell));
        Add(new FeedbackCommand(shell));
        Add(new DataCommand(shell));
        Add(new KeysCommand(shell));
        foreach (var option in Options)
        {
            if (option is HelpOption)
                (option.Action, option.Description) = (new HelpPageAction(shell), "Shows this page");
            else if (option is VersionOption)
                option.Description = "Shows the version";
        }
    }
}
