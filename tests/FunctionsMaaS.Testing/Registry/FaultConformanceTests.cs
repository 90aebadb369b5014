using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Packaging;
using FunctionsMaaS.Testing.Retraining;
using Xunit;

namespace FunctionsMaaS.Testing.Registry;

/// <summary>Everything that writes, with a fault at every single call of the storage, over every store.</summary>
public abstract class FaultConformanceTests
{
    private const int MostCalls = 80;

    /// <summary>Each does its work on a store unless it is done already, as one who tries again would, and checks that what it was answered is there.</summary>
    private static readonly Dictionary<string, Func<IObjectStore, IObjectStore, Task>> Works = new()
    {
        ["publish"] = PublishAsync,
        ["promote"] = PromoteAsync,
        ["make an alias"] = MakeAliasAsync,
        ["roll back"] = RollBackAsync,
        ["delete"] = DeleteAsync,
        ["archive"] = ArchiveAsync,
        ["annotate"] = AnnotateAsync,
        ["feedback"] = FeedBackAsync,
        ["retrain"] = RetrainAsync,
    };

    public static MatrixTheoryData<string, StoreFault> Faults { get; } = new(Works.Keys, [StoreFault.Refused, StoreFault.AnswerLost]);

    /// <summary>Opens the storage of a number, empty at first; each call gives another view of it, as another process would have.</summary>
    protected abstract IObjectStore Open(int number);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Work_that_fails_at_any_call_leaves_whole_versions_behind_aliases_and_succeeds_when_tried_again(string work, StoreFault fault)
    {
        for (var (at, struck) = (1, true); struck; at++)
        {
            await PrepareAsync(Registry(Open(at)));
            struck = false;
            var breaking = new FaultyObjectStore(Open(at)) { FaultOf = call => call.Number == at && (struck = true) ? fault : StoreFault.None };
            await EvenIfInterruptedAsync(() => Works[work](breaking, Open(at)));
            await AssertSoundAsync(Registry(Open(at)));

            await Works[work](Open(at), Open(at));
            await AssertSoundAsync(Registry(Open(at)));
            Assert.InRange(at, 1, MostCalls);
        }
    }

    /// <summary>Versions 1 to 3; the champion was 1 and is 2.</summary>
    private static async Task PrepareAsync(ModelRegistry registry)
    {
        for (var version = 1; version <= 3; version++)
            await registry.PublishAsync("m", SamplePackages.Of("a", "b"), Cancellation);
        var first = await registry.MoveAliasAsync("m", "champion", 1, null, Cancellation);
        await registry.MoveAliasAsync("m", "champion", 2, first.ETag, Cancellation);
    }

    private static async Task PublishAsync(IObjectStore store, IObjectStore healthy)
    {
        var published = await Registry(store).PublishAsync("m", SamplePackages.Of("a", "c"), Cancellation);
        await Registry(healthy).OpenAsync("m", published.Version!.Value, Cancellation);
        Assert.Contains(await LedgerAsync(healthy), e => e.Action == LedgerAction.Publish && e.To == published.Version && e.Applied);
    }

    private static async Task PromoteAsync(IObjectStore store, IObjectStore healthy)
    {
        var seen = await Registry(store).FindAliasAsync("m", "champion", Cancellation);
        if (seen!.Version != 3)
            seen = await Registry(store).MoveAliasAsync("m", "champion", 3, seen.ETag, Cancellation);
        await AssertMovedAsync(healthy, seen, 3);
    }

    private static async Task MakeAliasAsync(IObjectStore store, IObjectStore healthy)
    {
        var seen = await Registry(store).FindAliasAsync("m", "trial", Cancellation)
            ?? await Registry(store).MoveAliasAsync("m", "trial", 3, null, Cancellation);
        await AssertMovedAsync(healthy, seen, 3);
    }

    private static async Task RollBackAsync(IObjectStore store, IObjectStore healthy)
    {
        var seen = await Registry(store).FindAliasAsync("m", "champion", Cancellation);
        if (seen!.Version != 1)
            seen = (await Registry(store).RollBackAsync("m", "champion", seen.ETag, LedgerNote.Local, Cancellation)).After;
        await AssertMovedAsync(healthy, seen, 1);
    }

    private static async Task DeleteAsync(IObjectStore store, IObjectStore healthy)
    {
        var deleted = await Registry(store).DeleteAsync("m", 3, LedgerNote.Local, Cancellation);
        Assert.DoesNotContain(3, await Registry(healthy).ListVersionsAsync("m", Cancellation));
        await Assert.ThrowsAsync<ModelNotFoundException>(() => Registry(healthy).OpenAsync("m", 3, Cancellation));
        Assert.Contains(await LedgerAsync(healthy), e => e.Sequence == deleted.Sequence && e.From == 3 && e.Applied);
    }

    private static async Task ArchiveAsync(IObjectStore store, IObjectStore healthy)
    {
        await Registry(store).ArchiveAsync("m", 3, archived: true, Cancellation);
        Assert.DoesNotContain(3, await Registry(healthy).ListVersionsAsync("m", Cancellation));
    }

    private static async Task AnnotateAsync(IObjectStore store, IObjectStore healthy)
    {
        await Registry(store).AnnotateAsync("m", 3, new("Of use", new Dictionary<string, string?> { ["team"] = "desk" }), Cancellation);
        var (description, tags) = await Registry(healthy).GetAnnotationsAsync("m", 3, Cancellation);
        Assert.Equal(("Of use", "desk"), (description, tags["team"]));
    }

    private static async Task FeedBackAsync(IObjectStore store, IObjectStore healthy)
    {
        var entry = await new FeedbackStore(store, TimeProvider.System).AddFeedbackAsync("m", new("text", "a", "sender"), cancellationToken: Cancellation);
        var stored = await new FeedbackStore(healthy, TimeProvider.System).ReadFeedbackAsync("m", cancellationToken: Cancellation).ToListAsync(Cancellation);
        Assert.Equal(entry, Assert.Single(stored));
    }

    private static async Task RetrainAsync(IObjectStore store, IObjectStore healthy)
    {
        var outcome = await new RetrainerFixture(store).RunAsync();
        if (outcome.Version is { } version)
            await Registry(healthy).OpenAsync("m", version, Cancellation);
        await using var lease = await Registry(healthy).TryAcquireLeaseAsync("m", "retrain", Cancellation);
        Assert.NotNull(lease);
    }

    private static async Task AssertMovedAsync(IObjectStore healthy, ModelAlias moved, int version)
    {
        Assert.Equal(version, moved.Version);
        Assert.Equal(moved, await Registry(healthy).FindAliasAsync("m", moved.Name, Cancellation));
        Assert.Contains(await LedgerAsync(healthy), e => e.Sequence == moved.Sequence && e.To == version && e.Applied);
    }

    /// <summary>Every alias points to a whole version, every version that is listed is whole, and history is one line.</summary>
    private static async Task AssertSoundAsync(ModelRegistry registry)
    {
        var versions = await registry.ListVersionsAsync("m", Cancellation);
        foreach (var version in versions)
            await registry.OpenAsync("m", version, Cancellation);
        var entries = (await registry.ListLedgerAsync("m", 0, int.MaxValue, Cancellation)).Entries;
        foreach (var alias in await registry.ListAliasesAsync("m", Cancellation))
        {
            Assert.Contains(alias.Version, versions);
            var moves = entries.Where(e => e.Alias == alias.Name && e.Applied && e.Action != LedgerAction.Verdict).Reverse().ToList();
            Assert.Equal(moves.SkipLast(1).Select(m => m.To), moves.Skip(1).Select(m => m.From));
            Assert.Equal(alias.Version, moves[^1].To);
        }
    }

    private static async Task EvenIfInterruptedAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (RegistryUnavailableException)
        {
            // That is the fault, or what came of it.
        }
    }

    private static async Task<IReadOnlyList<LedgerEntry>> LedgerAsync(IObjectStore store) =>
        (await Registry(store).ListLedgerAsync("m", 0, int.MaxValue, Cancellation)).Entries;

    private static ModelRegistry Registry(IObjectStore store) => new(store, TimeProvider.System);
}
