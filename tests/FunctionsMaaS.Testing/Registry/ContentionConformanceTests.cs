using System.Collections.Concurrent;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Packaging;
using Xunit;

namespace FunctionsMaaS.Testing.Registry;

/// <summary>Many who publish, promote and roll back one model at the same time, over every store.</summary>
public abstract class ContentionConformanceTests
{
    private const int Workers = 16;

    private readonly ConcurrentBag<int> _published = [];
    private readonly ConcurrentBag<ModelAlias> _moved = [];

    /// <summary>Opens the storage of this test, empty at first; each call gives another view of it, as another process would have.</summary>
    protected abstract IObjectStore Open();

    /// <summary>How many operations there are in all, a third of them publishing.</summary>
    protected abstract int Operations { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task History_is_one_line_without_lost_moves_or_shared_numbers()
    {
        var registry = new ModelRegistry(Open(), TimeProvider.System);
        await registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        _published.Add(1);
        _moved.Add(await registry.MoveAliasAsync("news", "champion", 1, null, Cancellation));
        var left = Operations;

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            var own = new ModelRegistry(Open(), TimeProvider.System);
            while (Interlocked.Decrement(ref left) is >= 0 and var number)
                await WorkAsync(own, number, new($"worker-{worker}"));
        })));

        var ledger = (await registry.ListLedgerAsync("news", 0, int.MaxValue, Cancellation)).Entries;
        Assert.Equal(Enumerable.Range(1, ledger.Count).Reverse(), ledger.Select(e => e.Sequence));
        await AssertVersionsAsync(registry, ledger);
        await AssertHistoryAsync(registry, [.. ledger.Where(e => e.Alias is not null && e.Applied).Reverse()]);
    }

    private async Task AssertVersionsAsync(ModelRegistry registry, IReadOnlyList<LedgerEntry> ledger)
    {
        var versions = await registry.ListVersionsAsync("news", Cancellation);
        Assert.Equal(versions, _published.OrderDescending());
        Assert.Equal(_published.Order(), ledger.Where(e => e.Action == LedgerAction.Publish && e.Applied).Select(e => e.To!.Value).Order());
    }

    private async Task AssertHistoryAsync(ModelRegistry registry, IReadOnlyList<LedgerEntry> history)
    {
        Assert.InRange(history.Count, 2, Operations);
        Assert.Equal(_moved.Select(m => m.Sequence!.Value).Order(), history.Select(e => e.Sequence));
        Assert.Equal(_moved.OrderBy(m => m.Sequence).Select(m => m.Version), history.Select(e => e.To!.Value));
        Assert.Equal(history.SkipLast(1).Select(e => e.To), history.Skip(1).Select(e => e.From));
        Assert.Equal(history.Select(e => e.Time).Order(), history.Select(e => e.Time));
        Assert.Equal(history[^1].To, (await registry.FindAliasAsync("news", "champion", Cancellation))!.Version);
        Assert.All(history, e => Assert.Contains(e.To!.Value, _published));
    }

    private async Task WorkAsync(ModelRegistry registry, int number, LedgerNote note)
    {
        if (number % 3 == 0)
            _published.Add((await registry.PublishAsync("news", SamplePackages.Of("a", $"b{number}"), note, Cancellation)).Version!.Value);
        else
            await TryMoveAsync(registry, number, note);
    }

    private async Task TryMoveAsync(ModelRegistry registry, int number, LedgerNote note)
    {
        try
        {
            var seen = (await registry.FindAliasAsync("news", "champion", Cancellation))!;
            var versions = _published.ToArray();
            _moved.Add(number % 7 == 1
                ? (await registry.RollBackAsync("news", "champion", seen.ETag, note, Cancellation)).After
                : await registry.MoveAliasAsync("news", "champion", versions[number % versions.Length], seen.ETag, note, Cancellation));
        }
        catch (Exception error) when (error is AliasConflictException or ModelNotFoundException)
        {
            // Somebody was faster, or there is nothing before.
        }
    }
}
