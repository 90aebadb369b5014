using System.CommandLine;
using FunctionsMaaS.Cli.Models;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Evaluation;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas compare</c>: two models on the same texts.</summary>
internal sealed class CompareVerb : Verb
{
    /// <summary>Below this, a difference is not put down to chance.</summary>
    private const double Significance = 0.05;

    private readonly Argument<ModelSource> _champion = Model("MODEL", "The model that has to be matched: a package FILE, or NAME, NAME@ALIAS or NAME:VERSION in the registry");
    private readonly Argument<ModelSource> _challenger = Model("OTHER", "The model that is compared with it, named in the same way");
    private readonly Option<string> _data = SharedOptions.Data();
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<string> _registry = SharedOptions.Registry();

    public CompareVerb(Shell shell) : base(shell, "compare", "Measures two models on the same texts; is one better?")
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
        ModelSource[] sources = [parsed.GetRequiredValue(_champion), parsed.GetRequiredValue(_challenger)];
        var (models, comparison) = await ProgressDisplay.RunAsync(Shell, async progress =>
        {
            var first = await sources[0].OpenAsync(services, cancellationToken);
            var second = await sources[1].OpenAsync(services, cancellationToken);
            var (dataset, _) = await Measuring.ReadAsync(parsed.GetRequiredValue(_data), progress, cancellationToken);
            return await Task.Run(() =>
            {
                var a = Measuring.EvaluateLeniently(first, sources[0].ToString()!, dataset, services.Formats, progress, cancellationToken);
                var b = Measuring.EvaluateLeniently(second, sources[1].ToString()!, dataset, services.Formats, progress, cancellationToken);
                ComparedModel[] compared = [ComparedModel.Of(sources[0], first.Manifest, a.Report), ComparedModel.Of(sources[1], second.Manifest, b.Report)];
                return (compared, EvaluationComparison.Compare(a, b));
            });
        });

        var document = CompareDocument.Of(models[0], models[1], comparison);
        if (parsed.GetValue(_json))
            await CliJson.WriteAsync(Shell, document, CliJson.Relaxed.CompareDocument);
        else
            Write(document);
        return ExitCode.Done;
    }

    private void Write(CompareDocument document)
    {
        var (a, b) = (document.Champion, document.Challenger);
        var sheet = new Sheet(Shell, "", $">{a.Model}", $">{b.Model}", ">difference");
        foreach (var (key, name) in Amounts.KnownMetrics)
            sheet.Add(name, Amounts.Rate(a.Metrics[key]), Amounts.Rate(b.Metrics[key]), Amounts.SignedRate(b.Metrics[key] - a.Metrics[key]));
        sheet.Add("right where the other is wrong", Amounts.Count(document.OnlyChampionCorrect), Amounts.Count(document.OnlyChallengerCorrect), "");
        sheet.Write();
        Shell.Out.WriteLine();
        Shell.Out.WriteLine(Verdict(document));
    }

    private static string Verdict(CompareDocument document) =>
        FormattableString.Invariant($"McNemar's exact test on {document.Documents} texts: p = {document.PValue:0.####}; ")
        + (document.PValue >= Significance ? "the two do not differ by more than chance would explain."
            : document.AccuracyDifference > 0 ? $"{document.Challenger.Model} is the more accurate one, and not by chance."
            : $"{document.Champion.Model} is the more accurate one, and not by chance.");

    private static Argument<ModelSource> Model(string name, string description) =>
        new(name) { Description = description, CustomParser = SharedOptions.ParseModel };
}
