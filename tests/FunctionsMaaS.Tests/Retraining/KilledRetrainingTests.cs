using FunctionsMaaS.Registry;
using FunctionsMaaS.Retraining;
using FunctionsMaaS.Retraining.Status;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Testing.Registry;
using FunctionsMaaS.Testing.Retraining;
using Xunit;

namespace FunctionsMaaS.Tests.Retraining;

/// <summary>A run that is stopped anywhere, by anything, leaves a champion that answers, and the next run makes good.</summary>
public sealed class KilledRetrainingTests
{
    private readonly MemoryObjectStore _memory = new();
    private readonly FaultyObjectStore _store;
    private readonly RetrainerFixture _fixture;

    public KilledRetrainingTests()
    {
        _store = new(_memory);
        _fixture = new(_store);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public enum Fate
    {
        /// <summary>One call is refused.</summary>
        Refused,

        /// <summary>One call does its work, and its answer is lost.</summary>
        AnswerLost,

        /// <summary>The process is killed: this call and all after it never happen.</summary>
        Killed,
    }

    [Theory]
    [InlineData(Fate.Refused)]
    [InlineData(Fate.AnswerLost)]
    [InlineData(Fate.Killed)]
    public async Task A_fault_at_any_storage_call_leaves_a_champion_that_answers_and_the_next_run_makes_good(Fate fate)
    {
        var calls = await CallsOfOneRunAsync();
        Assert.InRange(calls, 20, 200);
        for (var call = 1; call <= calls; call++)
            await FailAtAsync(call, fate);
    }

    [Fact]
    public async Task A_run_that_loses_its_lock_stops_before_the_alias_moves()
    {
        await _fixture.RunAsync();
        _fixture.AddExample();
        _fixture.Recipe.During = () => _store.LoseLeasesAsync().GetAwaiter().GetResult();
        var error = await Assert.ThrowsAsync<RegistryUnavailableException>(() => _fixture.RunAsync());
        Assert.Contains("champion is unchanged", error.Message, StringComparison.Ordinal);
        Assert.Equal([1], await _fixture.Registry.ListVersionsAsync("m", Token));
        Assert.Equal(RetrainingRun.Stopped, (await _fixture.Journal.ReadAsync("m", Token)).Last!.Outcome);
        await NextRunMakesGoodAsync(_fixture);
    }

    [Fact]
    public async Task A_version_whose_run_lost_its_lock_just_before_the_alias_moved_is_not_taken_for_dealt_with()
    {
        await _fixture.RunAsync();
        _fixture.AddExample();
        _store.Before = call => IsChampionWrite(call) ? _store.LoseLeasesAsync() : Task.CompletedTask;
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => _fixture.RunAsync());
        Assert.Equal([2, 1], await _fixture.Registry.ListVersionsAsync("m", Token));
        Assert.Equal(1, await _fixture.AliasAsync("champion"));
        _store.Before = _ => Task.CompletedTask;
        _fixture.Recipe.During = null;
        Assert.Equal((RetrainingStatus.Promoted, 3), ((await _fixture.RunAsync()).Status, await _fixture.AliasAsync("champion")));
        Assert.Equal(RetrainingStatus.UpToDate, (await _fixture.RunAsync()).Status);
    }

    [Fact]
    public async Task A_version_that_somebody_rolled_back_is_not_brought_back_by_the_next_run()
    {
        await _fixture.RunAsync();
        _fixture.AddExample();
        await _fixture.RunAsync();
        await _fixture.Registry.RollBackAsync("m", "champion", null, new("boss"), Token);
        Assert.Equal(RetrainingStatus.UpToDate, (await _fixture.RunAsync()).Status);
        Assert.Equal(1, await _fixture.AliasAsync("champion"));
    }

    [Fact]
    public async Task A_version_that_somebody_pushed_without_an_alias_is_theirs()
    {
        await _fixture.RunAsync();
        var package = await _fixture.Registry.OpenAsync("m", 1, Token);
        _fixture.AddExample();
        var manifest = package.Manifest with { Dataset = package.Manifest.Dataset! with { Digest = _fixture.Train.Digest } };
        await _fixture.Registry.PublishAsync("m", package with { Manifest = manifest }, new("cli"), Token);
        Assert.Equal(RetrainingStatus.UpToDate, (await _fixture.RunAsync()).Status);
    }

    [Fact]
    public async Task Of_two_timers_at_once_one_trains()
    {
        using var training = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        var other = new RetrainerFixture(_memory);
        _fixture.Recipe.During = () =>
        {
            training.Release();
            goOn.Wait(Token);
        };
        var first = Task.Run(() => _fixture.RunAsync(), Token);
        await training.WaitAsync(Token);
        Assert.Equal(RetrainingStatus.AlreadyRunning, (await other.RunAsync()).Status);
        goOn.Release();
        Assert.Equal(RetrainingStatus.Promoted, (await first).Status);
        Assert.Equal(RetrainingStatus.UpToDate, (await other.RunAsync()).Status);
        Assert.Equal([1], await _fixture.Registry.ListVersionsAsync("m", Token));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(-1000)]
    public async Task A_clock_that_jumps_does_not_disturb_a_run(int days)
    {
        await _fixture.RunAsync();
        _fixture.AddExample();
        _fixture.Recipe.During = () => _fixture.Time.AdjustTime(_fixture.Time.GetUtcNow().AddDays(days));
        Assert.Equal((RetrainingStatus.Promoted, 2), ((await _fixture.RunAsync()).Status, await _fixture.AliasAsync("champion")));
        _fixture.Recipe.During = null;
        _fixture.AddExample();
        Assert.Equal((RetrainingStatus.Promoted, 3), ((await _fixture.RunAsync()).Status, await _fixture.AliasAsync("champion")));
    }

    [Fact]
    public async Task What_a_killed_publisher_left_is_removed_when_it_is_old_and_its_number_stays_taken()
    {
        await _fixture.RunAsync();
        _fixture.AddExample();
        _store.FaultOf = call => call.Key.EndsWith("versions/2/manifest.json", StringComparison.Ordinal) ? StoreFault.Refused : StoreFault.None;
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => _fixture.RunAsync());
        _store.FaultOf = _ => StoreFault.None;
        Assert.Equal(0, await _fixture.Registry.RemoveLeftOversAsync("m", TimeSpan.FromDays(1), Token));

        _fixture.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal((RetrainingStatus.Promoted, 3), ((await _fixture.RunAsync()).Status, await _fixture.AliasAsync("champion")));
        Assert.Equal(["2/claim.json"], (await VersionFilesAsync(_memory)).Where(f => f.StartsWith("2/", StringComparison.Ordinal)));
    }

    private static bool IsChampionWrite(StoreCall call) =>
        call.Member == nameof(IObjectStore.WriteAsync) && call.Key.EndsWith("aliases/champion.json", StringComparison.Ordinal);

    private async Task<int> CallsOfOneRunAsync()
    {
        await _fixture.RunAsync();
        _fixture.AddExample();
        var before = _store.Calls.Count;
        await _fixture.RunAsync();
        return _store.Calls.Count - before;
    }

    private static async Task FailAtAsync(int number, Fate fate)
    {
        var memory = new MemoryObjectStore();
        var store = new FaultyObjectStore(memory);
        var fixture = new RetrainerFixture(store);
        await fixture.RunAsync();
        fixture.AddExample();
        var first = store.Calls.Count + number;
        store.FaultOf = call => FaultOf(call, first, fate);
        try
        {
            await fixture.RunAsync();
        }
        catch (RegistryUnavailableException)
        {
            // Stopped where it was.
        }

        store.FaultOf = _ => StoreFault.None;
        await AssertAnswersAsync(fixture);
        fixture.Time.Advance(TimeSpan.FromDays(2));
        Assert.Null((await fixture.Journal.ReadAsync("m", Token)).Current);
        await NextRunMakesGoodAsync(fixture);
        var files = await VersionFilesAsync(memory);
        Assert.All(files.Where(f => f.EndsWith(".bin", StringComparison.Ordinal)), f => Assert.Contains(f.Split('/')[0] + "/manifest.json", files));
    }

    /// <summary>A lock whose taker is killed before it learns that it has it ends within a minute; in memory it would never.</summary>
    private static StoreFault FaultOf(StoreCall call, int first, Fate fate) => fate switch
    {
        Fate.Killed when call.Number >= first => StoreFault.Refused,
        Fate.Refused when call.Number == first => StoreFault.Refused,
        Fate.AnswerLost when call.Number == first && call.Member != nameof(IObjectStore.TryAcquireLeaseAsync) => StoreFault.AnswerLost,
        _ => StoreFault.None,
    };

    private static async Task NextRunMakesGoodAsync(RetrainerFixture fixture)
    {
        fixture.Recipe.During = null;
        var next = await fixture.RunAsync();
        Assert.True(next.Status is RetrainingStatus.Promoted or RetrainingStatus.UpToDate, next.Reason);
        await AssertAnswersAsync(fixture);
        var champion = await fixture.Registry.GetManifestAsync("m", (await fixture.AliasAsync("champion"))!.Value, Token);
        Assert.Equal(fixture.Train.Digest, champion.Dataset!.Digest);
        var state = await fixture.Journal.ReadAsync("m", Token);
        Assert.Equal((null, next.Status.Name()), (state.Current, state.Last!.Outcome));
    }

    private static async Task AssertAnswersAsync(RetrainerFixture fixture)
    {
        foreach (var alias in await fixture.Registry.ListAliasesAsync("m", Token))
        {
            using var model = (await fixture.Registry.OpenAsync("m", alias.Version, Token)).Open([new StubFormat()]);
            Assert.NotEmpty(model.Labels);
        }
    }

    private static async Task<List<string>> VersionFilesAsync(MemoryObjectStore store)
    {
        var files = new List<string>();
        await foreach (var file in store.ListTreeAsync(ObjectKey.Of("models", "m", "versions"), Token))
            files.Add(file);
        return files;
    }
}
