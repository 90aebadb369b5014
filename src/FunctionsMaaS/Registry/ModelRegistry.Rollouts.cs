using System.Globalization;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Registry;

public sealed partial class ModelRegistry
{
    /// <summary>Reads the last rollout of a model, running or over; <see langword="null"/> if there never was one.</summary>
    /// <exception cref="ModelPackageException">It is damaged.</exception>
    public async Task<ModelRollout?> FindRolloutAsync(string name, CancellationToken cancellationToken = default)
    {
        var (document, etag) = await ReadRolloutAsync(ModelReference.EnsureName(name, "model name"), cancellationToken);
        return document?.ToRollout(etag!);
    }

    /// <summary>
    /// Starts a rollout, or changes mode and share of the one that runs for the same version. The candidate is read whole and verified first, then the ledger entry written;
    /// it is started when the rollout names that entry.
    /// </summary>
    /// <param name="name">The model.</param>
    /// <param name="plan">What to start.</param>
    /// <param name="note">Who starts it, and why; the ledger has mode and share before the reason.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ModelNotFoundException">There is no such model, version or alias, or no champion.</exception>
    /// <exception cref="ModelPackageException">The candidate is damaged, or not signed though it must be; nothing was started.</exception>
    /// <exception cref="RolloutConflictException">Another rollout runs, the candidate is the champion already, or somebody else changed it since the caller looked.</exception>
    /// <exception cref="VersionConflictException">The candidate is archived.</exception>
    public async Task<ModelRollout> StartRolloutAsync(string name, RolloutPlan plan, LedgerNote note, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(note);
        if (!RolloutPlan.IsPercent(plan.Percent))
            throw new ArgumentOutOfRangeException(nameof(plan), plan.Percent, "The share must be above 0 and at most 100 percent.");
        var champion = await GetAliasAsync(name, ModelReference.Champion, cancellationToken);
        var version = plan.Version ?? (await GetAliasAsync(name, plan.Alias ?? throw new ArgumentException("An alias or a version is needed.", nameof(plan)), cancellationToken)).Version;
        if (version == champion.Version)
            throw new RolloutConflictException($"Version {version} of model '{name}' is the champion already; there is nothing to try.");
        _ = await OpenAsync(name, version, cancellationToken);
        if (await ExistsAsync(RegistryLayout.Archived(name, version), cancellationToken))
            throw new VersionConflictException($"Version {version} of model '{name}' is archived, so it cannot be tried; nothing was changed.");

        var (now, etag) = await ReadRolloutAsync(name, cancellationToken);
        EnsureSeen(name, etag, plan.ExpectedETag);
        await EnsureStaysAsync(name, version, cancellationToken);
        if (now is { State: RolloutState.Finishing } or { State: RolloutState.Running } && now.Version != version)
            throw new RolloutConflictException($"A {Word(now.Mode)} of version {now.Version} of model '{name}' runs already; finish or abort it first.");
        var goesOn = now is { State: RolloutState.Running } && now.Mode == plan.Mode;
        var share = string.Create(CultureInfo.InvariantCulture, $"{Word(plan.Mode)} of {plan.Percent} %");
        var draft = LedgerDocument.Of(LedgerAction.RolloutStart, note) with
        {
            Alias = plan.Alias,
            From = champion.Version,
            To = version,
            Reason = note.Reason is { } reason ? $"{share}: {reason}" : share,
        };
        var entry = await AppendRolloutAsync(name, now, draft, cancellationToken);
        var next = new RolloutDocument
        {
            Id = goesOn ? now!.Id : Guid.NewGuid(),
            Mode = plan.Mode,
            State = RolloutState.Running,
            Version = version,
            Alias = plan.Alias,
            Percent = plan.Percent,
            Started = goesOn ? now!.Started : entry.Time,
            Changed = entry.Time,
            Entry = entry.Sequence,
        };
        return await WriteRolloutAsync(name, etag, next, cancellationToken);
    }

    /// <summary>Gives a rollout up; the champion stays what it is. One that was given up already is answered as it stands.</summary>
    /// <param name="name">The model.</param>
    /// <param name="expectedETag">The <see cref="ModelRollout.ETag"/> as the caller saw it; <see langword="null"/> to end whatever runs.</param>
    /// <param name="note">Who does it, and why.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ModelNotFoundException">There is no such model.</exception>
    /// <exception cref="ModelPackageException">The rollout is damaged; nothing was changed.</exception>
    /// <exception cref="RolloutConflictException">None runs, it is being finished, or somebody else changed it since the caller looked.</exception>
    public async Task<ModelRollout> AbortRolloutAsync(string name, string? expectedETag, LedgerNote note, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(note);
        var (now, etag) = await RolloutToEndAsync(name, RolloutState.Aborted, expectedETag, cancellationToken);
        if (now.State == RolloutState.Aborted)
            return now.ToRollout(etag);
        if (now.State == RolloutState.Finishing)
            throw new RolloutConflictException($"The rollout of version {now.Version} of model '{name}' is being finished; finish it once more if that was interrupted.");
        var draft = LedgerDocument.Of(LedgerAction.RolloutAbort, note) with { Alias = now.Alias, From = now.Version };
        var entry = await AppendRolloutAsync(name, now, draft, cancellationToken);
        return await WriteRolloutAsync(name, etag, now with { State = RolloutState.Aborted, Changed = entry.Time, Entry = entry.Sequence }, cancellationToken);
    }

    /// <summary>
    /// Makes the candidate the champion and ends the rollout. It is marked as being finished first, so that it cannot be aborted meanwhile; then the
    /// alias moves as any other. Interrupted in between, it is completed by finishing once more; one that was finished already is answered as it stands.
    /// </summary>
    /// <exception cref="AliasConflictException">Somebody else moved the champion at this moment; it was not moved, and the rollout runs on.</exception>
    /// <exception cref="VersionConflictException">The candidate is archived; the champion was not moved, and the rollout runs on.</exception>
    /// <inheritdoc cref="AbortRolloutAsync"/>
    public async Task<ModelRollout> FinishRolloutAsync(string name, string? expectedETag, LedgerNote note, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(note);
        var (now, etag) = await RolloutToEndAsync(name, RolloutState.Finished, expectedETag, cancellationToken);
        if (now.State == RolloutState.Finished)
            return now.ToRollout(etag);
        var champion = await GetAliasAsync(name, ModelReference.Champion, cancellationToken);
        if (now.State == RolloutState.Running)
        {
            _ = await OpenAsync(name, now.Version, cancellationToken);
            var draft = LedgerDocument.Of(LedgerAction.RolloutFinish, note) with { Alias = now.Alias, From = champion.Version, To = now.Version };
            var entry = await AppendRolloutAsync(name, now, draft, cancellationToken);
            now = now with { State = RolloutState.Finishing, Changed = entry.Time, Entry = entry.Sequence, EntryBefore = now.Entry };
            etag = (await WriteRolloutAsync(name, etag, now, cancellationToken)).ETag;
        }

        await MoveChampionAsync(name, champion, now, etag, note, cancellationToken);
        return await EndAsync(name, now, etag, cancellationToken);
    }

    private async Task MoveChampionAsync(string name, ModelAlias champion, RolloutDocument now, string etag, LedgerNote note, CancellationToken cancellationToken)
    {
        if (champion.Version == now.Version)
            return;
        try
        {
            await MoveAliasAsync(name, ModelReference.Champion, now.Version, champion.ETag, note, cancellationToken);
        }
        catch (Exception error) when (error is AliasConflictException or VersionConflictException or ModelPackageException or ModelNotFoundException)
        {
            if ((await FindAliasAsync(name, ModelReference.Champion, cancellationToken))?.Version == now.Version)
                return;
            var running = now with { State = RolloutState.Running, Entry = now.EntryBefore ?? now.Entry, EntryBefore = null };
            await _store.WriteAsync(RegistryLayout.Rollout(name), running.Write(), WriteCondition.Matches(etag), cancellationToken);
            throw;
        }
    }

    /// <summary>Marks a rollout as finished, unless somebody who finished it as well did so.</summary>
    private async Task<ModelRollout> EndAsync(string name, RolloutDocument now, string etag, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteRolloutAsync(name, etag, now with { State = RolloutState.Finished, EntryBefore = null }, cancellationToken);
        }
        catch (RolloutConflictException)
        {
            if (await FindRolloutAsync(name, cancellationToken) is { State: RolloutState.Finished } ended && ended.Id == now.Id)
                return ended;
            throw;
        }
    }

    private async Task<LedgerDocument> AppendRolloutAsync(string name, RolloutDocument? now, LedgerDocument draft, CancellationToken cancellationToken) =>
        await _ledger.AppendAsync(name, await FollowAsync(name, now?.Entry, draft, cancellationToken), cancellationToken);

    private async Task<ModelRollout> WriteRolloutAsync(string name, string? etag, RolloutDocument next, CancellationToken cancellationToken)
    {
        var content = next.Write();
        var condition = etag is null ? WriteCondition.Absent : WriteCondition.Matches(etag);
        if (await _store.WriteAsync(RegistryLayout.Rollout(name), content, condition, cancellationToken) is not { } written)
        {
            // As with aliases: what is there with exactly this content, its entry included, is this change, whose answer was lost.
            var there = await _store.ReadAsync(RegistryLayout.Rollout(name), null, RolloutDocument.MaxBytes, cancellationToken);
            if (!there.Content.Span.SequenceEqual(content))
                throw Overtaken(name);
            written = there.ETag;
        }
        Log.RolloutChanged(_logger, Word(next.Mode), next.Version, name, next.State, next.Percent);
        return next.ToRollout(written);
    }

    private async Task<(RolloutDocument Document, string ETag)> RolloutToEndAsync(string name, RolloutState end, string? expectedETag, CancellationToken cancellationToken)
    {
        var (now, etag) = await ReadRolloutAsync(ModelReference.EnsureName(name, "model name"), cancellationToken);
        EnsureSeen(name, etag, expectedETag);
        if (now is { State: RolloutState.Running or RolloutState.Finishing } || now?.State == end)
            return (now, etag!);
        _ = await ListVersionsAsync(name, cancellationToken);
        throw new RolloutConflictException($"No rollout of model '{name}' runs{(now is null ? "" : $"; the last one was {(now.State == RolloutState.Finished ? "finished" : "aborted")}")}.");
    }

    /// <exception cref="RolloutConflictException">It is not what the caller saw.</exception>
    private static void EnsureSeen(string name, string? etag, string? expected)
    {
        if (expected is not null && expected != etag)
            throw Overtaken(name);
    }

    /// <exception cref="VersionConflictException">A version is on trial.</exception>
    private async Task EnsureNotOnTrialAsync(string name, int version, string done, CancellationToken cancellationToken)
    {
        if (await FindRolloutAsync(name, cancellationToken) is { IsActive: true } rollout && rollout.Version == version)
            throw new VersionConflictException($"Version {version} of model '{name}' cannot be {done} while a {Word(rollout.Mode)} tries it. Finish or abort that first; nothing was changed.");
    }

    private async Task<(RolloutDocument? Document, string? ETag)> ReadRolloutAsync(string name, CancellationToken cancellationToken)
    {
        var stored = await _store.ReadAsync(RegistryLayout.Rollout(name), null, RolloutDocument.MaxBytes, cancellationToken);
        return stored.Status switch
        {
            StoredObjectStatus.Absent => (null, null),
            StoredObjectStatus.TooLarge => throw new ModelPackageException($"The rollout of model '{name}' is damaged: it is larger than {RolloutDocument.MaxBytes} bytes."),
            _ => (RolloutDocument.Read(stored.Content.Span, $"The rollout of model '{name}'"), stored.ETag),
        };
    }

    private async Task<ModelAlias> GetAliasAsync(string name, string alias, CancellationToken cancellationToken) =>
        await FindAliasAsync(name, alias, cancellationToken) ?? throw await NoAliasAsync(ModelReference.ToAlias(name, alias), cancellationToken);

    /// <summary>The changes of rollouts that came about: the last one, and those that stood before it.</summary>
    private async Task<HashSet<int>> RolloutsInEffectAsync(string name, IReadOnlyList<LedgerDocument> documents, CancellationToken cancellationToken)
    {
        var changes = documents.Where(d => d.Action is LedgerAction.RolloutStart or LedgerAction.RolloutFinish or LedgerAction.RolloutAbort).ToList();
        return changes.Count == 0 ? [] : await ChainAsync(name, (await FindRolloutAsync(name, cancellationToken))?.Sequence, changes.Min(d => d.Sequence), cancellationToken);
    }

    private static RolloutConflictException Overtaken(string name) =>
        new($"The rollout of model '{name}' was changed by somebody else in the meantime; nothing was changed.");

    private static string Word(RolloutMode mode) => mode == RolloutMode.Canary ? "canary" : "shadow";
}
