using System.CommandLine;
using System.CommandLine.Parsing;
using FunctionsMaaS.Cli.Models;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Cli.Reports;
using FunctionsMaaS.Data;
using FunctionsMaaS.Evaluation;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas evaluate</c>: how well a model does on labelled texts.</summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly Option<ModelSource> _model = SharedOptions.Model();
    private readonly Option<string> _data = SharedOptions.Data();
    private readonly Option<string[]> _slices = new("--slice")
    {
        HelpName = "FIELD",
        Description = "Also measures each value of a metadata field by itself; may be given several times",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = ParseFields,
    };

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
        Add(_slices);
        Add(_json);
        Add(_report);
        Add(_registry);
        Examples =
        [
            "maas evaluate --model news.maas --data data/newsgroups",
            "maas evaluate --model newsgroups --data posts.jsonl --report posts.html",
            "maas evaluate --model tickets --data tickets.csv --slice language",
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
        var fields = parsed.GetValue(_slices) ?? [];
        var (evaluation, isTestPart) = await ProgressDisplay.RunAsync(Shell, async progress =>
        {
            var package = await source.OpenAsync(services, cancellationToken);
            var (dataset, isTest) = await Measuring.ReadAsync(path, progress, cancellationToken);
            var report = await Task.Run(
                () => Measure(Measuring.Evaluate(package, dataset, services.Formats, progress, cancellationToken), dataset, fields), cancellationToken);
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

    private static EvaluationReport Measure(EvaluationResult result, Dataset dataset, string[] fields) =>
        fields.Length == 0 ? result.Report : result.Report with { Slices = Slices.Measure(dataset, result, fields) };

    private static string[]? ParseFields(ArgumentResult result)
    {
        string[] fields = [.. result.Tokens.Select(token => token.Value).Distinct(StringComparer.Ordinal)];
        if (fields.FirstOrDefault(field => !ExampleMetadata.IsName(field)) is { } fault)
            result.AddError($"--slice is '{Printable.Quote(fault)}'; allowed is the name of a metadata field, of 1 to {ExampleMetadata.MaxName} visible characters.");
        else if (fields.Length > SliceReport.MaxFields)
            result.AddError($"--slice is given {fields.Length} times; allowed are {SliceReport.MaxFields} fields.");
        return fields;
    }
}
