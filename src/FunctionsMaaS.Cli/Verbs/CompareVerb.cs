using System.CommandLine;
using FunctionsMaaS.Cli.Models;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Data;
using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Evaluation.Gate;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Training;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas compare</c>: two models on the same texts.</summary>
internal sealed class CompareVerb : Verb
{
    private readonly Argument<ModelSource> _champion = Model("MODEL", "The model that has to be matched: a package FILE, or NAME, NAME@ALIAS or NAME:VERSION in the registry");
    private readonly Argument<ModelSource> _challenger = Model("OTHER", "The model that is compared with it, named in the same way");
    private readonly Option<string> _data = SharedOptions.Data();
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<string> _registry = SharedOptions.Registry();

    public CompareVerb(Shell shell) : base(shell, "compare", "Measures two models; may the second replace the first?")
    {
        Add(_champion);
        Add(_challenger);
        Add(_data);
        Add(_json);
        Add(_registry);
        Examples = ["maas compare newsgroups@champion news.maas --data data/newsgroups"];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = MaasServices.Create(Shell, MaasServices.RegistryAt(parsed.GetValue(_registry)));
        var gate = new PromotionGate(services.Gate);
        var document = await ProgressDisplay.RunAsync(Shell, async progress =>
        {
            var models = new List<(ModelSource Source, ModelPackage Package)>();
            foreach (var source in new[] { parsed.GetRequiredValue(_champion), parsed.GetRequiredValue(_challenger) })
                models.Add((source, await source.OpenAsync(services, cancellationToken)));
            var (dataset, _) = await Measuring.ReadAsync(parsed.GetRequiredValue(_data), progress, cancellationToken);
            return await Task.Run(() => Compare(models[0], models[1], dataset, services.Formats, gate, progress, cancellationToken), cancellationToken);
        });

        if (parsed.GetValue(_json))
            await CliJson.WriteAsync(Shell, document, CliJson.Relaxed.CompareDocument);
        else
            Write(document);
        return ExitCode.Done;
    }

    private CompareDocument Compare(
        (ModelSource Source, ModelPackage Package) first,
        (ModelSource Source, ModelPackage Package) second,
        Dataset dataset,
        IReadOnlyList<IModelFormat> formats,
        PromotionGate gate,
        IProgress<TrainingProgress> progress,
        CancellationToken cancellationToken)
    {
        using var champion = first.Package.Open(formats);
        using var challenger = second.Package.Open(formats);
        var a = Measuring.EvaluateLeniently(champion, first.Source.ToString()!, dataset, progress, cancellationToken);
        var b = Measuring.EvaluateLeniently(challenger, second.Source.ToString()!, dataset, progress, cancellationToken);
        var latency = LatencyComparison.Measure(champion, challenger, dataset, Shell.Time, cancellationToken);
        return CompareDocument.Of(
            ComparedModel.Of(first.Source, first.Package.Manifest, a.Report),
            ComparedModel.Of(second.Source, second.Package.Manifest, b.Report),
            EvaluationComparison.Compare(a, b),
            gate.Judge(new(a, first.Package.Payload.Length), new(b, second.Package.Payload.Length), latency, dataset));
    }

    private void Write(CompareDocument document)
    {
        var (a, b) = (document.Champion, document.Challenger);
        var sheet = new Sheet(Shell, "", $">{a.Model}", $">{b.Model}", ">difference");
        foreach (var (key, name) in Amounts.KnownMetrics)
            sheet.Add(name, Amounts.Rate(a.Metrics[key]), Amounts.Rate(b.Metrics[key]), Amounts.SignedRate(b.Metrics[key] - a.Metrics[key]));
        sheet.Add("right where the other is wrong", Amounts.Count(document.OnlyChampionCorrect), Amounts.Count(document.OnlyChallengerCorrect), "");
        sheet.Write();
        CheckSheet.Write(Shell, document.Verdict.Checks);
        Shell.Out.WriteLine();
        Shell.Out.WriteLine(document.Verdict.Passed ? $"{b.Model} may replace {a.Model}." : $"{b.Model} must not replace {a.Model}.");
    }

    private static Argument<ModelSource> Model(string name, string description) =>
        new(name) { Description = description, CustomParser = SharedOptions.ParseModel };
}
