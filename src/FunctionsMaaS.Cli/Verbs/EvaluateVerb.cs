using System.CommandLine;
using FunctionsMaaS.Cli.Models;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Cli.Reports;
using FunctionsMaaS.Evaluation;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas evaluate</c>: how well a model does on labelled texts.</summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly Option<ModelSource> _model = SharedOptions.Model();
    private readonly Option<string> _data = SharedOptions.Data();
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<string> _report = new("--report")
    {
        HelpName = "FILE.html",
        Description = "Also writes a page with the figures and the confusion matrix, which needs nothing else to be read",
        CustomParser = result => SharedOptions.NotBlank(result, "--report", "the path of a file"),
    };

    private readonly Option<string> _registry = SharedOptions.Registry();

    public EvaluateVerb(Shell shell) : base(shell, "evaluate", "Measures a model on labelled texts")
    {
        Add(_model);
        Add(_data);
        Add(_json);
        Add(_report);
        Add(_registry);
        Examples =
        [
            "maas evaluate --model news.maas --data data/newsgroups",
            "maas evaluate --model newsgroups --data posts.jsonl --report posts.html",
        ];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var page = parsed.GetValue(_report);
        if (page is not null)
            OutputFile.EnsureWritable(page);
        await using var services = MaasServices.Create(Shell, MaasServices.RegistryAt(parsed.GetValue(_registry)));
        var source = parsed.GetRequiredValue(_model);
        var path = parsed.GetRequiredValue(_data);
        var (evaluation, isTestPart) = await ProgressDisplay.RunAsync(Shell, async progress =>
        {
            var package = await source.OpenAsync(services, cancellationToken);
            var (dataset, isTest) = await Measuring.ReadAsync(path, progress, cancellationToken);
            var report = await Task.Run(() => Measuring.Evaluate(package, dataset, services.Formats, progress, cancellationToken).Report, cancellationToken);
            return (new MeasuredModel(source.TitleOf(package.Manifest), package.Manifest, path, report), isTest);
        });

        if (page is not null)
            EvaluationPage.Write(evaluation, Shell.Time.GetUtcNow(), page);
        if (isTestPart)
            await Shell.Error.WriteLineAsync($"{path} has a train and a test part: measured on the test part, {Amounts.Of(evaluation.Report.Documents, "text")}");
        if (page is not null)
            await Shell.Error.WriteLineAsync($"Wrote {page}");
        if (parsed.GetValue(_json))
            await CliJson.WriteAsync(Shell, evaluation.Report, EvaluationJson.Default.EvaluationReport);
        else
            EvaluationSheets.Write(Shell, evaluation.Report);
        return ExitCode.Done;
    }
}
