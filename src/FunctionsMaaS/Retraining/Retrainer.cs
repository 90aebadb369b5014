using FunctionsMaaS.Data;
using FunctionsMaaS.Evaluation.Gate;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Retraining.Status;
using FunctionsMaaS.Training;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Retraining;

/// <summary>
/// The whole line in one call: dataset, training, evaluation on held-out texts, comparison with the champion on the same texts,
/// publication, and the move of the alias if the gate lets the new version pass. One run at a time over all instances; a run that is stopped
/// leaves the champion where it was. Thread-safe.
/// </summary>
public sealed class Retrainer(
    ModelRegistry registry,
    FeedbackStore feedback,
    DatasetStore datasets,
    RetrainingJournal journal,
    IDatasetSource source,
    RecipeCatalog recipes,
    IEnumerable<IModelFormat> formats,
    IOptions<MaasOptions> maas,
    IOptions<RetrainingOptions> options,
    IOptions<GateOptions> gate,
    TimeProvider time,
    ILogger<Retrainer> logger,
    IRetrainingObserver? observer = null)
{
    private const string Challenger = "challenger";
    private const string Actor = "retrainer";

    /// <summary>What a publisher left who was killed is removed after so long.</summary>
    private static readonly TimeSpan SafeAge = TimeSpan.FromDays(1);

    private readonly string _model = maas.Value.Model;
    private readonly RetrainingOptions _options = options.Value;
    private readonly IModelFormat[] _formats = [.. formats];
    private readonly ChampionContest _contest = new(registry, [.. formats], gate.Value, time, logger);
    private readonly UnfinishedVersions _unfinished = new(registry, Actor);
    private readonly TrainingSetCollector _collector = new(source, feedback, maas, options, logger);

    /// <summary>Retrains, unless another instance does or there is nothing to do.</summary>
    /// <param name="startedBy">Who starts it, for its status: the id of a key, or a part of the product.</param>
    /// <param name="progress">Is told each step.</param>
    /// <param name="cancellationToken">Stops the run before the alias moves.</param>
    /// <exception cref="DatasetException">The dataset cannot be used.</exception>
    /// <exception cref="RegistryUnavailableException">The registry cannot be reached.</exception>
    public async Task<RetrainingOutcome> RunAsync(string startedBy, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        RetrainingStatus? status = null;
        try
        {
            var outcome = await TryRunAsync(startedBy, progress, cancellationToken);
            status = outcome.Status;
            return outcome;
        }
        finally
        {
            observer?.Ended(_model, status, time.GetElapsedTime(started));
        }
    }

    private async Task<RetrainingOutcome> TryRunAsync(string startedBy, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        await using var lease = await registry.TryAcquireLeaseAsync(_model, "retrain", cancellationToken);
        if (lease is null)
            return Report(new(RetrainingStatus.AlreadyRunning, $"Another instance is retraining {_model} at this moment."));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
        try
        {
            return Report(await RunJournaledAsync(startedBy, progress, either.Token));
        }
        catch (OperationCanceledException) when (lease.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new RegistryUnavailableException($"The lock on retraining {_model} could not be kept, so the run was stopped; the champion is unchanged.");
        }
    }

    private async Task<RetrainingOutcome> RunJournaledAsync(string startedBy, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        await using var run = await journal.BeginAsync(_model, startedBy, progress, cancellationToken);
        try
        {
            var outcome = await RunLockedAsync(run, cancellationToken);
            await run.EndAsync(outcome);
            return outcome;
        }
        catch (Exception error)
        {
            await run.EndAsync(error);
            throw;
        }
    }

    private async Task<RetrainingOutcome> RunLockedAsync(JournaledRun progress, CancellationToken cancellationToken)
    {
        await registry.RemoveLeftOversAsync(_model, SafeAge, cancellationToken);
        progress.Report(new($"reading {_collector.Description}", 0));
        var set = await _collector.CollectAsync(cancellationToken);
        var (train, heldOut) = (set.Train, set.HeldOut);
        var recipe = recipes.Get(_options.Recipe);
        var champion = await ChampionAsync(cancellationToken);
        if (champion is not null && await SameTrainingAsync(train, champion, cancellationToken) is { } same)
            return new(RetrainingStatus.UpToDate, $"Version {same} was trained by {recipe.Name} on this very dataset: nothing to do.", Champion: champion.Version) { Feedback = set.Feedback };

        var trained = recipe.Train(train, new() { Seed = _options.Seed, Strip = _options.Strip }, progress, cancellationToken);
        progress.Report(new($"measuring on {heldOut.Examples.Count} held-out texts", 0.9));
        var package = ModelPackages.Create(trained, _formats, metrics: null, time);
        var contest = await _contest.HoldAsync(_model, package, champion?.Version, heldOut, cancellationToken);
        package = package.With(contest.Challenger.Report).With(contest.Verdict);

        cancellationToken.ThrowIfCancellationRequested();
        progress.Report(new("publishing", 0.97));
        package = set.Describe(package, await KeepAsync(set, cancellationToken));
        var version = (await registry.PublishAsync(_model, package, new(Actor), cancellationToken)).Version!.Value;
        var (promote, reason) = (contest.Verdict.Passed, _contest.Sentence(version, contest.Verdict));
        await registry.RecordVerdictAsync(_model, ModelReference.Champion, champion?.Version, version, new(Actor, reason), cancellationToken);
        if (promote && !await TryMoveAsync(ModelReference.Champion, version, champion?.ETag, reason, cancellationToken))
            (promote, reason) = (false, $"Somebody moved the champion while version {version} was trained; it is left where they put it.");
        if (!promote)
            await MoveChallengerAsync(version, reason, cancellationToken);
        return new(
            promote ? RetrainingStatus.Promoted : RetrainingStatus.Kept,
            reason,
            version,
            promote ? version : (await ChampionAsync(cancellationToken))?.Version,
            package.Manifest.Metrics,
            contest.Champion is { } previous ? ModelPackages.MetricsOf(previous.Report) : null,
            contest.Verdict)
        {
            Feedback = set.Feedback,
        };
    }

    /// <summary>Keeps what was learned from, if it is to be kept.</summary>
    /// <returns>Its version.</returns>
    private async Task<int?> KeepAsync(TrainingSet set, CancellationToken cancellationToken) =>
        _options.KeepDatasets ? (await datasets.StoreAsync(_model, set.Train, set.Feedback?.Used ?? 0, cancellationToken)).Version : null;

    /// <summary>The newest version or the champion, if it came of this dataset and these settings.</summary>
    private async Task<int?> SameTrainingAsync(Dataset train, ModelAlias champion, CancellationToken cancellationToken)
    {
        var newest = (await registry.ListVersionsAsync(_model, cancellationToken))[0];
        foreach (var version in new[] { newest, champion.Version }.Distinct())
        {
            if (await IsOfAsync(version, train, cancellationToken) && !await _unfinished.ContainsAsync(_model, version, cancellationToken))
                return version;
        }

        return null;
    }

    private async Task<bool> IsOfAsync(int version, Dataset train, CancellationToken cancellationToken)
    {
        try
        {
            var manifest = await registry.GetManifestAsync(_model, version, cancellationToken);
            return manifest.Dataset?.Digest == train.Digest && manifest.Recipe == _options.Recipe
                && manifest.Seed == _options.Seed && manifest.Settings.Strip == _options.Strip;
        }
        catch (Exception error) when (error is ModelPackageException or ModelNotFoundException)
        {
            logger.VersionUnusable(error, _model, version);
            return false;
        }
    }

    private async Task<ModelAlias?> ChampionAsync(CancellationToken cancellationToken) =>
        await registry.FindAliasAsync(_model, ModelReference.Champion, cancellationToken);

    private async Task<bool> TryMoveAsync(string alias, int version, string? expectedETag, string reason, CancellationToken cancellationToken)
    {
        try
        {
            await registry.MoveAliasAsync(_model, alias, version, expectedETag, new(Actor, reason), cancellationToken);
            return true;
        }
        catch (AliasConflictException)
        {
            return false;
        }
    }

    private async Task MoveChallengerAsync(int version, string reason, CancellationToken cancellationToken)
    {
        var current = await registry.FindAliasAsync(_model, Challenger, cancellationToken);
        await TryMoveAsync(Challenger, version, current?.ETag, reason, cancellationToken);
    }

    private RetrainingOutcome Report(RetrainingOutcome outcome)
    {
        logger.Retrained(_model, outcome.Status, outcome.Reason);
        return outcome;
    }
}
