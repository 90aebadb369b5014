using System.Text;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Models;
using Xunit;

namespace FunctionsMaaS.Testing.Registry;

/// <summary>What the rollouts of <see cref="ModelRegistry"/> keep over every store. A store's tests derive from this and say how to open one.</summary>
public abstract class RolloutConformanceTests
{
    private static readonly RolloutPlan Canary = new(RolloutMode.Canary, 5, "challenger", null);

    private FaultyObjectStore? _store;

    /// <summary>Opens the storage of this test, empty at first; each call gives another view of it, as another process would have.</summary>
    protected abstract IObjectStore Open();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FaultyObjectStore Store => _store ??= new(Open());

    private ModelRegistry Registry => field ??= new(Store, TimeProvider.System);

    [Fact]
    public async Task A_rollout_is_of_the_version_that_the_alias_had_at_its_start()
    {
        await PrepareAsync();
        Assert.Null(await Registry.FindRolloutAsync("news", Cancellation));
        var started = await StartAsync();
        await Registry.MoveAsync("news", await Registry.PublishAsync("news", "v3"), "challenger");

        Assert.Equal(started, await Registry.FindRolloutAsync("news", Cancellation));
        Assert.Equal((RolloutMode.Canary, RolloutState.Running, 2, "challenger", 5.0), (started.Mode, started.State, started.Version, started.Alias, started.Percent));
    }

    [Fact]
    public async Task Finishing_moves_the_champion_and_the_ledger_tells_all_of_it()
    {
        await PrepareAsync();
        await StartAsync();
        var finished = await Registry.FinishRolloutAsync("news", null, new("boss", "good"), Cancellation);

        Assert.Equal(RolloutState.Finished, finished.State);
        Assert.Equal(2, await ChampionAsync());
        var entries = (await Registry.ListLedgerAsync("news", 0, 3, Cancellation)).Entries;
        Assert.Equal([LedgerAction.Move, LedgerAction.RolloutFinish, LedgerAction.RolloutStart], entries.Select(e => e.Action));
        Assert.Equal(["good", "good", "canary of 5 %: why"], entries.Select(e => e.Reason));
        Assert.All(entries, e => Assert.Equal((1, 2, true), (e.From, e.To, e.Applied)));
    }

    [Fact]
    public async Task Aborting_leaves_the_champion_and_another_rollout_may_begin()
    {
        await PrepareAsync();
        var first = await StartAsync();
        Assert.Equal(RolloutState.Aborted, (await Registry.AbortRolloutAsync("news", null, LedgerNote.Local, Cancellation)).State);
        Assert.Equal(1, await ChampionAsync());
        await Assert.ThrowsAsync<RolloutConflictException>(() => Registry.FinishRolloutAsync("news", null, LedgerNote.Local, Cancellation));
        Assert.NotEqual(first.Id, (await StartAsync()).Id);
        Assert.All((await Registry.ListLedgerAsync("news", 0, 3, Cancellation)).Entries, e => Assert.True(e.Applied));
    }

    [Fact]
    public async Task Ending_again_the_same_way_changes_nothing()
    {
        await PrepareAsync();
        await StartAsync();
        var aborted = await Registry.AbortRolloutAsync("news", null, LedgerNote.Local, Cancellation);
        Assert.Equal(aborted, await Registry.AbortRolloutAsync("news", null, LedgerNote.Local, Cancellation));
        await StartAsync();
        var finished = await Registry.FinishRolloutAsync("news", null, LedgerNote.Local, Cancellation);
        await Registry.MoveAsync("news", 1);
        Assert.Equal(finished, await Registry.FinishRolloutAsync("news", null, LedgerNote.Local, Cancellation));
        Assert.Equal(1, await ChampionAsync());
        await Assert.ThrowsAsync<RolloutConflictException>(() => Registry.AbortRolloutAsync("news", null, LedgerNote.Local, Cancellation));
    }

    [Fact]
    public async Task A_changed_share_is_the_same_rollout_and_another_mode_is_a_new_one_and_another_version_waits()
    {
        await PrepareAsync();
        var first = await StartAsync();
        var more = await StartAsync(Canary with { Percent = 20 });
        Assert.Equal((first.Id, first.Started, 20.0), (more.Id, more.Started, more.Percent));
        Assert.NotEqual(first.Id, (await StartAsync(Canary with { Mode = RolloutMode.Shadow })).Id);
        await Registry.PublishAsync("news", "v3");
        await Assert.ThrowsAsync<RolloutConflictException>(() => StartAsync(new(RolloutMode.Canary, 5, null, 3)));
    }

    [Fact]
    public async Task What_cannot_be_tried_is_refused()
    {
        await Assert.ThrowsAsync<ModelNotFoundException>(() => StartAsync());
        await PrepareAsync();
        await Assert.ThrowsAsync<RolloutConflictException>(() => StartAsync(new(RolloutMode.Canary, 5, "champion", null)));
        await Assert.ThrowsAsync<ModelNotFoundException>(() => StartAsync(new(RolloutMode.Canary, 5, "nobody", null)));
        await Assert.ThrowsAsync<ModelNotFoundException>(() => StartAsync(new(RolloutMode.Canary, 5, null, 9)));
        foreach (var percent in new[] { 0, -1, 100.1, double.NaN })
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => StartAsync(Canary with { Percent = percent }));
        await DamageAsync(2);
        await Assert.ThrowsAsync<ModelPackageException>(() => StartAsync());
        Assert.Null(await Registry.FindRolloutAsync("news", Cancellation));
    }

    [Fact]
    public async Task A_candidate_that_was_damaged_cannot_be_finished_but_aborted()
    {
        await PrepareAsync();
        await StartAsync();
        await DamageAsync(2);
        await Assert.ThrowsAsync<ModelPackageException>(() => Registry.FinishRolloutAsync("news", null, LedgerNote.Local, Cancellation));
        Assert.Equal(1, await ChampionAsync());
        Assert.Equal(RolloutState.Aborted, (await Registry.AbortRolloutAsync("news", null, LedgerNote.Local, Cancellation)).State);
    }

    [Fact]
    public async Task A_champion_moved_by_somebody_else_while_finishing_stays_and_the_rollout_runs_on()
    {
        await PrepareAsync();
        await Registry.PublishAsync("news", "v3");
        var started = await StartAsync();
        var others = new ModelRegistry(Open(), TimeProvider.System);
        var moved = false;
        Store.Before = async call =>
        {
            if (!moved && call is { Member: nameof(IObjectStore.WriteAsync), Key: "models/news/aliases/champion.json" })
            {
                moved = true;
                await others.MoveAsync("news", 3);
            }
        };
        await Assert.ThrowsAsync<AliasConflictException>(() => Registry.FinishRolloutAsync("news", null, LedgerNote.Local, Cancellation));
        Assert.Equal(3, await ChampionAsync());
        var now = await Registry.FindRolloutAsync("news", Cancellation);
        Assert.Equal((RolloutState.Running, started.Sequence), (now!.State, now.Sequence));
        var finish = (await Registry.ListLedgerAsync("news", 0, 20, Cancellation)).Entries.Single(e => e.Action == LedgerAction.RolloutFinish);
        Assert.False(finish.Applied);
        Assert.Equal(RolloutState.Finished, (await Registry.FinishRolloutAsync("news", null, LedgerNote.Local, Cancellation)).State);
    }

    [Fact]
    public async Task Of_finishing_and_aborting_at_the_same_time_one_wins_and_the_champion_is_as_it_says()
    {
        for (var round = 0; round < 10; round++)
        {
            var name = $"race-{round}";
            await PrepareAsync(name);
            await Registry.StartRolloutAsync(name, Canary, LedgerNote.Local, Cancellation);
            var finishing = Task.Run(() => TriedAsync(r => r.FinishRolloutAsync(name, null, LedgerNote.Local, Cancellation)));
            var aborting = Task.Run(() => TriedAsync(r => r.AbortRolloutAsync(name, null, LedgerNote.Local, Cancellation)));
            var (finished, aborted) = (await finishing, await aborting);
            Assert.True(finished ^ aborted);
            Assert.Equal(finished ? 2 : 1, (await Registry.FindAliasAsync(name, "champion", Cancellation))!.Version);
            Assert.Equal(finished ? RolloutState.Finished : RolloutState.Aborted, (await Registry.FindRolloutAsync(name, Cancellation))!.State);
        }
    }

    [Fact]
    public async Task Whoever_saw_an_older_state_changes_nothing()
    {
        await PrepareAsync();
        var seen = await StartAsync();
        var now = await StartAsync(Canary with { Percent = 20, ExpectedETag = seen.ETag });
        await Assert.ThrowsAsync<RolloutConflictException>(() => StartAsync(Canary with { ExpectedETag = seen.ETag }));
        await Assert.ThrowsAsync<RolloutConflictException>(() => Registry.FinishRolloutAsync("news", seen.ETag, LedgerNote.Local, Cancellation));
        await Assert.ThrowsAsync<RolloutConflictException>(() => Registry.AbortRolloutAsync("news", seen.ETag, LedgerNote.Local, Cancellation));
        Assert.Equal(now, await Registry.FindRolloutAsync("news", Cancellation));
        Assert.Equal(RolloutState.Finished, (await Registry.FinishRolloutAsync("news", now.ETag, LedgerNote.Local, Cancellation)).State);
    }

    [Fact]
    public async Task Of_many_who_start_at_once_one_wins_and_nobody_else_is_told_so()
    {
        const int Starters = 8;
        await PrepareAsync();
        for (var i = 0; i < Starters; i++)
            await Registry.PublishAsync("news", $"other {i}");
        var tried = await Task.WhenAll(Enumerable.Range(3, Starters).Select(version => Task.Run(async () =>
            (Version: version, Won: await TriedAsync(r => r.StartRolloutAsync("news", new(RolloutMode.Canary, 5, null, version), LedgerNote.Local, Cancellation))))));
        Assert.Equal(Assert.Single(tried, t => t.Won).Version, (await Registry.FindRolloutAsync("news", Cancellation))!.Version);
        var starts = (await Registry.ListLedgerAsync("news", 0, 100, Cancellation)).Entries.Where(e => e.Action == LedgerAction.RolloutStart);
        Assert.Single(starts, e => e.Applied);
    }

    [Fact]
    public async Task A_version_on_trial_is_neither_deleted_nor_archived_and_one_that_is_archived_is_not_tried()
    {
        await PrepareAsync();
        var version = await Registry.PublishAsync("news", "v3");
        var plan = new RolloutPlan(RolloutMode.Shadow, 5, null, version);
        await StartAsync(plan);
        await Assert.ThrowsAsync<VersionConflictException>(() => Registry.DeleteAsync("news", version, LedgerNote.Local, Cancellation));
        await Assert.ThrowsAsync<VersionConflictException>(() => Registry.ArchiveAsync("news", version, true, Cancellation));
        await Registry.AbortRolloutAsync("news", null, LedgerNote.Local, Cancellation);
        await Registry.ArchiveAsync("news", version, true, Cancellation);
        await Assert.ThrowsAsync<VersionConflictException>(() => StartAsync(plan));
        await Registry.DeleteAsync("news", version, LedgerNote.Local, Cancellation);
        await Assert.ThrowsAsync<ModelNotFoundException>(() => StartAsync(plan));
    }

    /// <summary>The deletion looks for rollouts before it begins and once more after; what starts in between is seen.</summary>
    [Fact]
    public async Task A_rollout_that_starts_while_its_version_is_being_deleted_keeps_it()
    {
        await PrepareAsync();
        var version = await Registry.PublishAsync("news", "v3");
        var others = new ModelRegistry(Open(), TimeProvider.System);
        var started = false;
        Store.Before = async call =>
        {
            if (!started && call.Key == $"models/news/versions/{version}/deletion.json" && call.Member == nameof(IObjectStore.WriteAsync))
            {
                started = true;
                await others.StartRolloutAsync("news", new(RolloutMode.Canary, 5, null, version), LedgerNote.Local, Cancellation);
            }
        };
        await Assert.ThrowsAsync<VersionConflictException>(() => Registry.DeleteAsync("news", version, LedgerNote.Local, Cancellation));
        Assert.True(started);
        Assert.Equal(RolloutState.Finished, (await Registry.FinishRolloutAsync("news", null, LedgerNote.Local, Cancellation)).State);
        Assert.Equal(version, await ChampionAsync());
    }

    [Fact]
    public async Task A_candidate_archived_by_other_means_leaves_the_champion_and_the_rollout_as_they_are()
    {
        await PrepareAsync();
        var started = await StartAsync();
        await Store.WriteAsync(ObjectKey.Of("models", "news", "versions", "2", "archived.json"), "{}"u8.ToArray(), WriteCondition.None, Cancellation);
        await Assert.ThrowsAsync<VersionConflictException>(() => Registry.FinishRolloutAsync("news", null, LedgerNote.Local, Cancellation));
        Assert.Equal(1, await ChampionAsync());
        var now = await Registry.FindRolloutAsync("news", Cancellation);
        Assert.Equal((RolloutState.Running, started.Sequence), (now!.State, now.Sequence));
    }

    [Fact]
    public async Task A_rollback_after_finishing_brings_back_what_was_before()
    {
        await PrepareAsync();
        await StartAsync();
        await Registry.FinishRolloutAsync("news", null, LedgerNote.Local, Cancellation);
        var (before, after) = await Registry.RollBackAsync("news", "champion", null, LedgerNote.Local, Cancellation);
        Assert.Equal((2, 1), (before.Version, after.Version));
        Assert.Equal(RolloutState.Finished, (await Registry.FindRolloutAsync("news", Cancellation))!.State);
        Assert.Equal(RolloutState.Running, (await StartAsync()).State);
    }

    [Theory]
    [InlineData(StoreFault.Refused)]
    [InlineData(StoreFault.AnswerLost)]
    public async Task Finishing_that_is_interrupted_at_any_call_is_completed_by_finishing_once_more(StoreFault fault)
    {
        for (var at = 1; ; at++)
        {
            var name = $"cut-{at}";
            await PrepareAsync(name);
            await Registry.StartRolloutAsync(name, Canary, LedgerNote.Local, Cancellation);
            var breaking = new FaultyObjectStore(Open()) { FaultOf = call => call.Number == at ? fault : StoreFault.None };
            try
            {
                await new ModelRegistry(breaking, TimeProvider.System).FinishRolloutAsync(name, null, LedgerNote.Local, Cancellation);
                Assert.InRange(at, 8, 60);
                return;
            }
            catch (RegistryUnavailableException)
            {
            }

            if ((await Registry.FindRolloutAsync(name, Cancellation))!.State != RolloutState.Finished)
                await Registry.FinishRolloutAsync(name, null, LedgerNote.Local, Cancellation);
            Assert.Equal(2, (await Registry.FindAliasAsync(name, "champion", Cancellation))!.Version);
            Assert.Equal(RolloutState.Finished, (await Registry.FindRolloutAsync(name, Cancellation))!.State);
        }
    }

    [Fact]
    public async Task Writes_repeated_because_their_answers_were_lost_change_nothing()
    {
        await PrepareAsync();
        Store.FaultOf = call => call.Member == nameof(IObjectStore.WriteAsync) ? StoreFault.Repeated : StoreFault.None;
        await StartAsync();
        Assert.Equal(RolloutState.Finished, (await Registry.FinishRolloutAsync("news", null, LedgerNote.Local, Cancellation)).State);
        Assert.Equal(2, await ChampionAsync());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{]")]
    [InlineData("""{"schema": "functionsmaas/model-rollout", "formatVersion": 9}""")]
    public async Task A_rollout_that_is_damaged_is_told_as_such(string json)
    {
        await PrepareAsync();
        await Store.WriteAsync(ObjectKey.Of("models", "news", "rollout.json"), Encoding.UTF8.GetBytes(json), WriteCondition.None, Cancellation);
        await Assert.ThrowsAsync<ModelPackageException>(() => Registry.FindRolloutAsync("news", Cancellation));
    }

    private async Task<bool> TriedAsync(Func<ModelRegistry, Task<ModelRollout>> change)
    {
        try
        {
            await change(new(Open(), TimeProvider.System));
            return true;
        }
        catch (RolloutConflictException)
        {
            return false;
        }
    }

    private async Task PrepareAsync(string name = "news")
    {
        await Registry.MoveAsync(name, await Registry.PublishAsync(name, "v1"));
        await Registry.MoveAsync(name, await Registry.PublishAsync(name, "v2"), "challenger");
    }

    private Task<ModelRollout> StartAsync(RolloutPlan? plan = null) => Registry.StartRolloutAsync("news", plan ?? Canary, new("boss", "why"), Cancellation);

    private async Task<int> ChampionAsync() => (await Registry.FindAliasAsync("news", "champion", Cancellation))!.Version;

    private Task<string?> DamageAsync(int version) =>
        Store.WriteAsync(ObjectKey.Of("models", "news", "versions", $"{version}", "model.bin"), "x"u8.ToArray(), WriteCondition.None, Cancellation);
}
