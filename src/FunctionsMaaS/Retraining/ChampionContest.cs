using FunctionsMaaS.Data;
using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Evaluation.Gate;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Training;
using Microsoft.Extensions.Logging;

namespace FunctionsMaaS.Retraining;

/// <summary>Measures a challenger and the champion on the same held-out texts, and lets the gate judge, before anything is published. Thread-safe.</summary>
internal sealed class ChampionContest(ModelRegistry registry, IReadOnlyList<IModelFormat> formats, GateOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Holds the contest.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="challenger">The version that is not published yet.</param>
    /// <param name="champion">The version in production; one that can no longer be loaded is no reason to keep it.</param>
    /// <param name="heldOut">Texts that neither learned from.</param>
    /// <param name="cancellationToken">Stops the contest.</param>
    public async Task<ContestResult> HoldAsync(
        string model, ModelPackage challenger, int? champion, Dataset heldOut, CancellationToken cancellationToken)
    {
        using var opened = challenger.Open(formats);
        var evaluation = Measure(opened, heldOut, cancellationToken);
        if (champion is not { } version)
            return new(InSlices(evaluation, heldOut), null, new(null, true, "There is no champion yet.", []));
        if (await OpenAsync(model, version, cancellationToken) is not var (package, rival))
            return new(InSlices(evaluation, heldOut), null, new(version, true, $"Version {version} cannot be loaded.", []));
        using (rival)
        {
            var previous = Measure(rival, heldOut, cancellationToken);
            var latency = LatencyComparison.Measure(rival, opened, heldOut, time, cancellationToken);
            var verdict = new PromotionGate(options).Judge(new(previous, package.Payload.Length), new(evaluation, challenger.Payload.Length), latency, heldOut);
            evaluation = evaluation with { Report = evaluation.Report with { Slices = verdict.Slices is [] ? null : verdict.Slices } };
            return new(evaluation, previous, new(version, verdict.Passed, verdict.Reason, verdict.Checks));
        }
    }

    /// <summary>What was found, in a sentence that may be shown to anybody and fits the ledger.</summary>
    public string Sentence(int version, ModelVerdict verdict)
    {
        var sentence = verdict switch
        {
            { Against: null } => $"Version {version} is the first champion.",
            { Checks: [] } => $"Version {version} replaces version {verdict.Against}, which cannot be loaded.",
            { Passed: true } => $"Version {version} is {(options.Require == GateRequirement.Better ? "better" : "not worse")} than version {verdict.Against}: {verdict.Reason}.",
            _ => $"Version {version} is refused, and version {verdict.Against} stays champion: {verdict.Reason}.",
        };
        return LedgerNote.Shortened(sentence);
    }

    private EvaluationResult InSlices(EvaluationResult result, Dataset heldOut) =>
        options.SliceFields is [] ? result : result with { Report = result.Report with { Slices = Slices.MeasureAny(heldOut, result, options.SliceFields) } };

    private static EvaluationResult Measure(ITextModel model, Dataset heldOut, CancellationToken cancellationToken) =>
        Evaluator.Evaluate(new ModelWithMoreLabels(model, heldOut.Labels), heldOut, progress: null, cancellationToken);

    private async Task<(ModelPackage Package, ITextModel Model)?> OpenAsync(string model, int version, CancellationToken cancellationToken)
    {
        try
        {
            var package = await registry.OpenAsync(model, version, cancellationToken);
            return (package, package.Open(formats));
        }
        catch (Exception error) when (error is ModelPackageException or ModelNotFoundException)
        {
            logger.VersionUnusable(error, model, version);
            return null;
        }
    }
}

/// <summary>How a contest ended.</summary>
/// <param name="Challenger">How the challenger did.</param>
/// <param name="Champion">How the champion did; <see langword="null"/> if there is none that can be measured.</param>
/// <param name="Verdict">Whether the challenger may replace it.</param>
internal sealed record ContestResult(EvaluationResult Challenger, EvaluationResult? Champion, ModelVerdict Verdict);
