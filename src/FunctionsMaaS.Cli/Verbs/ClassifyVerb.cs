using System.CommandLine;
using FunctionsMaaS.Cli.Models;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Explanation;
using FunctionsMaaS.Http.Classify;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Serving;
using FunctionsMaaS.Training;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas classify</c>: one text in, its label and probabilities out.</summary>
internal sealed class ClassifyVerb : Verb
{
    private const int ShownByDefault = 5;
    private const int ShownTokens = 12;
    private const string StandardInput = "-";

    private readonly Argument<string> _text = new("TEXT|-") { Description = "The text, or - for all of standard input as one text" };
    private readonly Option<ModelSource> _model = SharedOptions.Model();
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<int?> _top = new("--top")
    {
        HelpName = "K",
        Description = $"How many labels to name; without it {ShownByDefault}, and with --json all",
        CustomParser = result => SharedOptions.WholeNumber(result, 1, int.MaxValue),
    };

    private readonly Option<bool> _explain = SharedOptions.Flag("--explain", "Says what in the text speaks for the label, where the model can be explained");
    private readonly Option<string> _registry = SharedOptions.Registry();

    public ClassifyVerb(Shell shell) : base(shell, "classify", "Says which label a text has, and how probable each is")
    {
        Add(_text);
        Add(_model);
        Add(_json);
        Add(_top);
        Add(_explain);
        Add(_registry);
        Examples =
        [
            "maas classify --model news.maas \"The shuttle reached orbit\"",
            "maas classify --model newsgroups --json - < post.txt",
        ];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var text = await TextAsync(parsed.GetRequiredValue(_text), cancellationToken);
        await using var services = MaasServices.Create(Shell, MaasServices.RegistryAt(parsed.GetValue(_registry)));
        var source = parsed.GetRequiredValue(_model);
        var package = await source.OpenAsync(services, cancellationToken);
        var (json, explain) = (parsed.GetValue(_json), parsed.GetValue(_explain));
        var answer = Classify(package, services.Formats, text, parsed.GetValue(_top) ?? (json ? null : ShownByDefault), explain);
        var explanation = explain ? ExplanationAnswer.Of(answer.Explanation, text) : null;

        if (json)
        {
            var document = new ClassifyDocument(
                source.NameOf(package.Manifest), package.Manifest.Version, answer.Label, answer.Score, answer.Scores, explanation);
            await CliJson.WriteAsync(Shell, document, CliJson.Relaxed.ClassifyDocument);
            return ExitCode.Done;
        }

        var sheet = new Sheet(Shell, "label", ">probability");
        foreach (var (label, score) in answer.Scores)
            sheet.Add(label, Amounts.Rate(score));
        sheet.Write();
        if (explanation is not null)
            await WriteAsync(explanation);
        return ExitCode.Done;
    }

    private async Task WriteAsync(ExplanationAnswer explanation)
    {
        if (explanation.Tokens is null)
        {
            await Shell.Out.WriteLineAsync(explanation.Reason);
            return;
        }

        await Shell.Out.WriteLineAsync($"\nwhat decides between {explanation.Label} and {explanation.RunnerUp}");
        var sheet = new Sheet(Shell, "words", $">for {explanation.Label}", ">against the other");
        foreach (var token in explanation.Tokens.OrderByDescending(t => Math.Abs(t.AgainstRunnerUp)).Take(ShownTokens))
            sheet.Add(string.Join(' ', token.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), Amounts.SignedRate(token.Contribution), Amounts.SignedRate(token.AgainstRunnerUp));
        sheet.Write();
    }

    private async Task<string> TextAsync(string argument, CancellationToken cancellationToken)
    {
        var text = argument == StandardInput ? await StandardInputText.ReadAsync(Shell.In, cancellationToken) : argument;
        return !string.IsNullOrWhiteSpace(text)
            ? text
            : throw new CommandFailedException($"There is no text to classify: {(argument == StandardInput ? "standard input" : "TEXT")} is {(text.Length == 0 ? "empty" : "blank")}.");
    }

    private static Classification Classify(ModelPackage package, IReadOnlyList<IModelFormat> formats, string text, int? top, bool explain)
    {
        using var model = package.Open(formats);
        using var scorer = model.CreateScorer();
        var probabilities = new float[model.Labels.Count];
        scorer.Score(text, probabilities);
        var answer = TextClassifier.Rank(model.Labels, probabilities, top ?? probabilities.Length);
        return explain ? answer with { Explanation = TextExplainer.Explain(model, text, answer.Label) } : answer;
    }
}
