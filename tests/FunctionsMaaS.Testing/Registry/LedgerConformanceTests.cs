using System.Text;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Packaging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FunctionsMaaS.Testing.Registry;

/// <summary>What the ledger of <see cref="ModelRegistry"/> keeps over every store. A store's tests derive from this and say how to open one.</summary>
public abstract class LedgerConformanceTests
{
    private static readonly DateTimeOffset Start = SamplePackages.Created.AddDays(1);

    private readonly FakeTimeProvider _time = new(Start);
    private FaultyObjectStore? _store;

    /// <summary>Opens the storage of this test, empty at first; each call gives another view of it, as another process would have.</summary>
    protected abstract IObjectStore Open();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FaultyObjectStore Store => _store ??= new(Open());

    private ModelRegistry Registry => field ??= new(Store, _time);

    [Fact]
    public async Task Publishing_moving_rolling_back_and_judging_are_told_newest_first()
    {
        await PublishAsync(new LedgerNote("retrainer"));
        await MoveAsync(1, new("cli", "the first"));
        await PublishAsync(LedgerNote.Local);
        await Registry.RecordVerdictAsync("news", "champion", 1, 2, new("retrainer", "not worse"), Cancellation);
        await MoveAsync(2, new("boss"));
        await Registry.RollBackAsync("news", "champion", null, new("boss", "wrong on invoices"), Cancellation);

        var page = await Registry.ListLedgerAsync("news", 0, 100, Cancellation);

        Assert.Equal(6, page.EntryCount);
        Assert.All(page.Entries, e => Assert.True(e.Applied));
        Assert.All(page.Entries, e => Assert.Equal(Start, e.Time));
        Assert.Equal(
            [
                (6, LedgerAction.Rollback, "boss", "wrong on invoices", "champion", 2, 1),
                (5, LedgerAction.Move, "boss", null, "champion", 1, 2),
                (4, LedgerAction.Verdict, "retrainer", "not worse", "champion", 1, 2),
                (3, LedgerAction.Publish, "local", null, null, null, 2),
                (2, LedgerAction.Move, "cli", "the first", "champion", null, 1),
                (1, LedgerAction.Publish, "retrainer", null, null, (int?)null, (int?)1),
            ],
            page.Entries.Select(e => (e.Sequence, e.Action, e.Actor, e.Reason, e.Alias, e.From, e.To)));
    }

    [Fact]
    public async Task A_ledger_is_read_page_by_page()
    {
        await PublishAsync(versions: 5);

        var page = await Registry.ListLedgerAsync("news", 1, 2, Cancellation);

        Assert.Equal(5, page.EntryCount);
        Assert.Equal([4, 3], page.Entries.Select(e => e.Sequence));
        Assert.Empty((await Registry.ListLedgerAsync("news", 5, 2, Cancellation)).Entries);
        await Assert.ThrowsAsync<ModelNotFoundException>(() => Registry.ListLedgerAsync("nwes", 0, 10, Cancellation));
    }

    [Fact]
    public async Task Rolling_back_again_goes_one_further_back()
    {
        await PublishAsync(versions: 3);
        foreach (var version in new[] { 1, 2, 3 })
            await MoveAsync(version);

        Assert.Equal((3, 2), await RollBackAsync());
        Assert.Equal((2, 1), await RollBackAsync());
        var error = await Assert.ThrowsAsync<ModelNotFoundException>(RollBackAsync);

        Assert.Equal("Alias 'champion' of model 'news' is at version 1, and no other version that is still there came before.", error.Message);
    }

    [Fact]
    public async Task What_was_rolled_back_is_not_returned_to()
    {
        await PublishAsync(versions: 4);
        foreach (var version in new[] { 1, 2, 3 })
            await MoveAsync(version);
        await RollBackAsync();
        await MoveAsync(4);

        Assert.Equal((4, 2), await RollBackAsync());
        Assert.Equal((2, 1), await RollBackAsync());
    }

    [Fact]
    public async Task Rolling_back_passes_over_versions_that_are_gone()
    {
        await PublishAsync(versions: 3);
        foreach (var version in new[] { 1, 2, 3 })
            await MoveAsync(version);
        await Store.DeleteAsync(Key("models/news/versions/2/manifest.json"), Cancellation);

        Assert.Equal((3, 1), await RollBackAsync());
    }

    [Fact]
    public async Task An_alias_that_never_moved_cannot_be_rolled_back()
    {
        await PublishAsync(versions: 1);
        await Assert.ThrowsAsync<ModelNotFoundException>(RollBackAsync);
        await MoveAsync(1);
        await Assert.ThrowsAsync<ModelNotFoundException>(RollBackAsync);
    }

    [Fact]
    public async Task A_rollback_of_an_alias_that_is_not_as_its_caller_saw_it_does_nothing()
    {
        await PublishAsync(versions: 3);
        var seen = await MoveAsync(1);
        await MoveAsync(2);

        await Assert.ThrowsAsync<AliasConflictException>(() => Registry.RollBackAsync("news", "champion", seen.ETag, LedgerNote.Local, Cancellation));

        Assert.Equal(2, (await Registry.FindAliasAsync("news", "champion", Cancellation))!.Version);
    }

    [Fact]
    public async Task An_alias_is_not_rolled_back_to_a_damaged_version()
    {
        await PublishAsync(versions: 2);
        await MoveAsync(1);
        await MoveAsync(2);
        await WriteAsync("models/news/versions/1/model.bin", "a,x");

        await Assert.ThrowsAsync<ModelPackageException>(RollBackAsync);

        Assert.Equal(2, (await Registry.FindAliasAsync("news", "champion", Cancellation))!.Version);
    }

    [Fact]
    public async Task Which_version_answered_at_a_time_is_known_over_a_long_history()
    {
        const int Moves = 150;
        await PublishAsync(versions: 3);
        await MoveAsync(3, alias: "challenger");
        for (var i = 0; i < Moves; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(2));
            await MoveAsync((i % 3) + 1);
        }

        Assert.Null(await AtAsync(Start));
        for (var i = 0; i < Moves; i++)
        {
            Assert.Equal((i % 3) + 1, await AtAsync(Start.AddMinutes(2 * (i + 1))));
            Assert.Equal((i % 3) + 1, await AtAsync(Start.AddMinutes((2 * (i + 1)) + 1)));
        }
        Assert.Equal(3, (await Registry.FindMoveAsync("news", "challenger", Start, Cancellation))!.To);
        await Assert.ThrowsAsync<ModelNotFoundException>(() => Registry.FindMoveAsync("news", "nobody", Start, Cancellation));
    }

    [Fact]
    public async Task What_answered_at_a_time_takes_few_reads_however_long_the_history()
    {
        await PublishAsync(versions: 1);
        for (var i = 0; i < 140; i++)
            await MoveAsync(1);
        var before = Store.Calls.Count;

        await AtAsync(Start.AddMinutes(-1));
        await Registry.ListLedgerAsync("news", 100, 1, Cancellation);

        Assert.InRange(Store.Calls.Count - before, 1, 12);
    }

    [Fact]
    public async Task A_clock_that_goes_back_does_not_turn_history_round()
    {
        await PublishAsync(versions: 2);
        await MoveAsync(1);
        _time.AdjustTime(Start.AddHours(-5));

        await MoveAsync(2);

        Assert.Equal(2, await AtAsync(Start));
        Assert.Null(await AtAsync(Start.AddTicks(-1)));
    }

    [Fact]
    public async Task A_move_that_lost_the_race_stays_in_the_ledger_and_is_not_applied()
    {
        await PublishAsync(versions: 3);
        var seen = await MoveAsync(1);
        Store.Before = call => call is { Member: nameof(IObjectStore.WriteAsync), Key: "models/news/aliases/champion.json" }
            ? new ModelRegistry(Open(), _time).MoveAliasAsync("news", "champion", 2, seen.ETag, new("faster"), Cancellation)
            : Task.CompletedTask;
        await Assert.ThrowsAsync<AliasConflictException>(() => Registry.MoveAliasAsync("news", "champion", 3, seen.ETag, new("slower"), Cancellation));
        Store.Before = _ => Task.CompletedTask;
        await MoveAsync(3);

        var moves = (await Registry.ListLedgerAsync("news", 0, 4, Cancellation)).Entries;

        Assert.Equal([(3, true), (2, true), (3, false), (1, true)], moves.Select(e => (e.To!.Value, e.Applied)));
        Assert.Equal((3, 2), await RollBackAsync());
    }

    [Theory]
    [InlineData(StoreFault.Refused)]
    [InlineData(StoreFault.AnswerLost)]
    public async Task A_mover_interrupted_at_any_call_leaves_an_alias_and_a_ledger_that_agree(StoreFault fault)
    {
        await PublishAsync(versions: 2);
        await MoveAsync(1);
        for (var (at, done) = (1, false); !done; at++)
        {
            var to = (await Registry.FindAliasAsync("news", "champion", Cancellation))!.Version == 1 ? 2 : 1;
            var breaking = new FaultyObjectStore(Open()) { FaultOf = call => call.Number == at ? fault : StoreFault.None };
            done = !await IsInterruptedAsync(() => MoveAsync(to, registry: new(breaking, _time)));

            var entries = (await Registry.ListLedgerAsync("news", 0, 100, Cancellation)).Entries;
            var applied = entries.Where(e => e.Alias == "champion" && e.Applied).ToList();
            Assert.Equal(applied[0].To, (await Registry.FindAliasAsync("news", "champion", Cancellation))!.Version);
            Assert.Equal(applied.Skip(1).Select(e => e.To), applied.SkipLast(1).Select(e => e.From));
            Assert.InRange(at, 1, 20);
        }
    }

    [Fact]
    public async Task A_publisher_interrupted_before_the_manifest_leaves_an_entry_that_is_not_applied()
    {
        var breaking = new FaultyObjectStore(Open()) { FaultOf = call => call.Key.EndsWith("manifest.json", StringComparison.Ordinal) ? StoreFault.Refused : StoreFault.None };
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => new ModelRegistry(breaking, _time).PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation));
        await PublishAsync(versions: 1);

        Assert.Equal([(2, true), (1, false)], (await Registry.ListLedgerAsync("news", 0, 10, Cancellation)).Entries.Select(e => (e.To!.Value, e.Applied)));
    }

    [Fact]
    public async Task An_entry_whose_answer_was_lost_is_written_once()
    {
        Store.FaultOf = call => call.Member == nameof(IObjectStore.WriteAsync) ? StoreFault.Repeated : StoreFault.None;
        await PublishAsync(versions: 1);
        await MoveAsync(1);

        Assert.Equal([2, 1], (await Registry.ListLedgerAsync("news", 0, 10, Cancellation)).Entries.Select(e => e.Sequence));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"schema":"functionsmaas/ledger-entry","formatVersion":2,"sequence":4,"action":"move","actor":"cli","before":[3]}""")]
    [InlineData("""{"schema":"functionsmaas/ledger-entry","formatVersion":1,"sequence":9,"action":"move","actor":"cli","before":[3]}""")]
    [InlineData("""{"schema":"functionsmaas/ledger-entry","formatVersion":1,"sequence":4,"action":"steal","actor":"cli","before":[3]}""")]
    [InlineData("""{"schema":"functionsmaas/ledger-entry","formatVersion":1,"sequence":4,"action":"move","actor":"cli","before":[4]}""")]
    public async Task A_damaged_entry_is_left_out_and_stops_no_move(string json)
    {
        await PublishAsync(versions: 2);
        await MoveAsync(1);
        await MoveAsync(2);
        await WriteAsync("models/news/ledger/0000000004.json", json);

        Assert.Equal([3, 2, 1], (await Registry.ListLedgerAsync("news", 0, 10, Cancellation)).Entries.Select(e => e.Sequence));
        var error = await Assert.ThrowsAsync<ModelPackageException>(RollBackAsync);
        Assert.Equal("Entry 4 of the ledger of model 'news' is missing, damaged, or of a newer build.", error.Message);
        Assert.Equal(5, (await MoveAsync(1)).Sequence);
    }

    [Fact]
    public async Task What_others_put_beside_the_entries_is_ignored()
    {
        await PublishAsync(versions: 1);
        foreach (var file in new[] { "README.txt", "7.json", "0000000000.json", "9999999999.json", "00000000x7.json", "0000000007.json.bak" })
            await WriteAsync("models/news/ledger/" + file, "?");

        Assert.Equal(2, (await MoveAsync(1)).Sequence);
        Assert.Equal(2, (await Registry.ListLedgerAsync("news", 0, 10, Cancellation)).EntryCount);
    }

    private static async Task<bool> IsInterruptedAsync(Func<Task> work)
    {
        try
        {
            await work();
            return false;
        }
        catch (RegistryUnavailableException)
        {
            return true;
        }
    }

    private static ObjectKey Key(string path) => ObjectKey.Of(path.Split('/'));

    private async Task PublishAsync(int versions)
    {
        for (var i = 0; i < versions; i++)
            await PublishAsync(LedgerNote.Local);
    }

    private Task<ModelManifest> PublishAsync(LedgerNote note) => Registry.PublishAsync("news", SamplePackages.Of("a", "b"), note, Cancellation);

    private async Task<ModelAlias> MoveAsync(int version, LedgerNote? note = null, string alias = "champion", ModelRegistry? registry = null)
    {
        registry ??= Registry;
        var seen = await registry.FindAliasAsync("news", alias, Cancellation);
        return await registry.MoveAliasAsync("news", alias, version, seen?.ETag, note ?? LedgerNote.Local, Cancellation);
    }

    private async Task<(int, int)> RollBackAsync()
    {
        var (before, after) = await Registry.RollBackAsync("news", "champion", null, LedgerNote.Local, Cancellation);
        return (before.Version, after.Version);
    }

    private async Task<int?> AtAsync(DateTimeOffset time) => (await Registry.FindMoveAsync("news", "champion", time, Cancellation))?.To;

    private Task<string?> WriteAsync(string key, string text) => Store.WriteAsync(Key(key), Encoding.UTF8.GetBytes(text), WriteCondition.None, Cancellation);
}
