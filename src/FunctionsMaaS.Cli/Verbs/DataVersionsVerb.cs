using System.CommandLine;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Http.Retraining;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas data versions</c>: the training sets that are kept of a model.</summary>
internal sealed class DataVersionsVerb : Verb
{
    private readonly Argument<string> _name = SharedOptions.ModelName();
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<string> _registry = SharedOptions.Registry();

    public DataVersionsVerb(Shell shell) : base(shell, "versions", "Lists the training sets that a model's versions name")
    {
        Add(_name);
        Add(_json);
        Add(_registry);
        Examples = ["maas data versions tickets"];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = MaasServices.Create(Shell, MaasServices.RegistryAt(parsed.GetValue(_registry)));
        var name = parsed.GetRequiredValue(_name);
        var answer = new DatasetsAnswer(name, await services.Datasets.ListAsync(name, cancellationToken));
        if (parsed.GetValue(_json))
            await CliJson.WriteAsync(Shell, answer, CliJson.Relaxed.DatasetsAnswer);
        else if (answer.Datasets.Count == 0)
            await Shell.Error.WriteLineAsync($"No training set of {name} is kept; `maas retrain` keeps those it trains on.");
        else
            Write(answer);
        return ExitCode.Done;
    }

    private void Write(DatasetsAnswer answer)
    {
        var sheet = new Sheet(Shell, ">version", "stored", "dataset", ">texts", ">labels", ">corrections", "digest");
        foreach (var dataset in answer.Datasets)
        {
            sheet.Add(
                $"{dataset.Version}", Amounts.Time(dataset.Created), dataset.Name, Amounts.Count(dataset.Documents),
                Amounts.Count(dataset.Labels.Count), Amounts.Count(dataset.Feedback), Amounts.Digest(dataset.Digest));
        }
        sheet.Write();
    }
}
