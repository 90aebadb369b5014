using System.Runtime.CompilerServices;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Testing.Registry;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FunctionsMaaS.Tests.Serving;

public sealed class PoolReloadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_moved_alias_is_served_after_the_next_refresh()
    {
        using var fixture = new PoolFixture();
        await fixture.PublishChampionAsync("v1");
        await fixture.Pool.PreloadAsync(PoolFixture.Champion, Token);
        await fixture.PublishChampionAsync("v2");

        await fixture.Pool.RefreshAsync(Token);

        using var lease = fixture.Pool.Rent("m");
        Assert.Equal(2, lease.Manifest.Version);
        Assert.Equal("v2", lease.Manifest.Labels[0]);
    }

    [Fact]
    public async Task A_refresh_without_a_move_loads_nothing()
    {
        using var fixture = new PoolFixture();
        await fixture.PublishChampionAsync("v1");
        await fixture.Pool.PreloadAsync(PoolFixture.Champion, Token);

        await fixture.Pool.RefreshAsync(Token);
        await fixture.Pool.RefreshAsync(Token);

        Assert.Equal(1, fixture.Format.Loads);
        Assert.Null(Assert.Single(fixture.Pool.Loaded).LastFailure);
    }

    [Fact]
    public async Task A_lease_keeps_its_version_through_a_reload_and_its_end_disposes_the_old_model()
    {
        using var fixture = new PoolFixture();
        await fixture.PublishChampionAsync("v1");
        var lease = await fixture.Pool.RentAsync(PoolFixture.Champion, Token);
        await fixture.PublishChampionAsync("v2");
        await fixture.Pool.RefreshAsync(Token);

        Assert.Equal(1, lease.Manifest.Version);
        Assert.Equal(0.9f, lease.Predict(new("text")).Probabilities[0]);
        Assert.Equal(2, fixture.Format.Alive);
        lease.Dispose();
        Assert.Equal(1, fixture.Format.Alive);
    }

    [Theory]
    [InlineData("!damaged")]
    [InlineData("!no-probabilities")]
    public async Task A_reload_that_fails_keeps_the_previous_model_and_is_tried_again(string payload)
    {
        using var fixture = new PoolFixture();
        await fixture.PublishChampionAsync("v1");
        await fixture.Pool.PreloadAsync(PoolFixture.Champion, Token);
        await fixture.Registry.MoveAsync("m", await fixture.Registry.PublishPayloadAsync("m", System.Text.Encoding.UTF8.GetBytes(payload), "a", "b"));

        await fixture.Pool.RefreshAsync(Token);
        await fixture.Pool.RefreshAsync(Token);

        var loaded = Assert.Single(fixture.Pool.Loaded);
        Assert.Equal(1, loaded.Manifest.Version);
        Assert.Equal(2, loaded.Failures);
        Assert.NotNull(loaded.LastFailure);

        await fixture.PublishChampionAsync("v3");
        await fixture.Pool.RefreshAsync(Token);
        loaded = Assert.Single(fixture.Pool.Loaded);
        Assert.Equal(3, loaded.Manifest.Version);
        Assert.Null(loaded.LastFailure);
    }

    [Fact]
    public async Task A_lookup_that_storage_never_answers_is_given_up_after_ten_seconds_and_tried_again()
    {
        var (time, asked) = (new FakeTimeProvider(), new TaskCompletionSource());
        var store = new FaultyObjectStore(new MemoryObjectStore());
        using var fixture = new PoolFixture(store: store, time: time);
        await fixture.PublishChampionAsync("v1");
        await fixture.Pool.PreloadAsync(PoolFixture.Champion, Token);
        store.FaultOf = _ => asked.TrySetResult() ? StoreFault.Silent : StoreFault.None;

        var refreshing = fixture.Pool.RefreshAsync(Token);
        await asked.Task.WaitAsync(Token);
        time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(refreshing.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));
        await refreshing;

        Assert.EndsWith("did not answer within 10 s.", Assert.Single(fixture.Pool.Loaded).LastFailure);
        Assert.Equal(1, fixture.Pool.Rent("m").Manifest.Version);
        await fixture.Pool.RefreshAsync(Token);
        Assert.Null(Assert.Single(fixture.Pool.Loaded).LastFailure);
    }

    [Fact]
    public async Task A_refresh_that_is_cancelled_while_storage_is_silent_is_no_failure()
    {
        var asked = new TaskCompletionSource();
        var store = new FaultyObjectStore(new MemoryObjectStore());
        using var fixture = new PoolFixture(store: store);
        await fixture.PublishChampionAsync("v1");
        await fixture.Pool.PreloadAsync(PoolFixture.Champion, Token);
        store.FaultOf = _ => asked.TrySetResult() ? StoreFault.Silent : StoreFault.None;
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var refreshing = fixture.Pool.RefreshAsync(stopping.Token);
        await asked.Task.WaitAsync(Token);
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => refreshing);
        Assert.Null(Assert.Single(fixture.Pool.Loaded).LastFailure);
    }

    [Fact]
    public async Task The_reload_token_fires_when_the_new_version_already_answers()
    {
        using var fixture = new PoolFixture();
        await fixture.PublishChampionAsync("v1");
        await fixture.Pool.PreloadAsync(PoolFixture.Champion, Token);
        var seen = 0;
        using var registration = fixture.Pool.GetReloadToken().RegisterChangeCallback(
            _ =>
            {
                using var lease = fixture.Pool.Rent("m");
                seen = lease.Manifest.Version!.Value;
            },
            null);
        await fixture.PublishChampionAsync("v2");

        await fixture.Pool.RefreshAsync(Token);

        Assert.Equal(2, seen);
        Assert.False(fixture.Pool.GetReloadToken().HasChanged);
    }

    [Fact]
    public async Task A_version_asked_for_by_number_never_changes()
    {
        using var fixture = new PoolFixture();
        await fixture.PublishChampionAsync("v1");
        await fixture.Pool.PreloadAsync(ModelReference.ToVersion("m", 1), Token);
        await fixture.PublishChampionAsync("v2");

        await fixture.Pool.RefreshAsync(Token);

        using var lease = await fixture.Pool.RentAsync(ModelReference.ToVersion("m", 1), Token);
        Assert.Equal(1, lease.Manifest.Version);
        Assert.Equal(1, fixture.Format.Loads);
    }

    /// <summary>The long form, under load and with memory measured, is <c>soak</c> in <c>bench/</c>.</summary>
    [Fact]
    public async Task A_thousand_reloads_leave_nothing_in_memory_but_the_version_that_answers()
    {
        const int Reloads = 1000;
        using var fixture = new PoolFixture();
        var replaced = new List<WeakReference>();
        for (var version = 1; version <= Reloads; version++)
            replaced.Add(await ReplaceAsync(fixture, version));

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.Equal(1, replaced.Count(r => r.IsAlive));
        Assert.Equal(1, fixture.Format.Alive);
    }

    /// <summary>Apart, so that no local of the test holds what is looked for.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> ReplaceAsync(PoolFixture fixture, int version)
    {
        await fixture.PublishChampionAsync("v");
        await fixture.Pool.PreloadAsync(PoolFixture.Champion, Token);
        await fixture.Pool.RefreshAsync(Token);
        using var lease = fixture.Pool.Rent("m");
        Assert.Equal(version, lease.Manifest.Version);
        lease.Predict(new("text"));
        return new(lease.Manifest);
    }

    /// <summary>The long form, with an HTTP server and 100,000 requests, is in <c>bench/</c>.</summary>
    [Fact]
    public async Task Swaps_under_load_fail_no_request_and_no_answer_names_a_version_other_than_its_own()
    {
        const int Swaps = 40;
        using var fixture = new PoolFixture(o => o.EnginesPerModel = 4);
        await fixture.PublishChampionAsync("v1");
        var classifier = new TextClassifier(fixture.Pool);
        using var done = new CancellationTokenSource();
        var answered = 0;
        var clients = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                var answer = await classifier.ClassifyAsync(PoolFixture.Champion, ["one", "two"], null, false, CancellationToken.None);
                Assert.All(answer.Results, r => Assert.Equal($"v{answer.Version}", r.Label));
                Interlocked.Increment(ref answered);
            }
        })).ToArray();

        for (var version = 2; version <= Swaps; version++)
        {
            await fixture.PublishChampionAsync($"v{version}");
            await fixture.Pool.RefreshAsync(Token);
            var target = Volatile.Read(ref answered) + 20;
            while (Volatile.Read(ref answered) < target && !clients.Any(c => c.IsFaulted))
                await Task.Yield();
        }

        await done.CancelAsync();
        await Task.WhenAll(clients);
        Assert.Equal(Swaps, Assert.Single(fixture.Pool.Loaded).Manifest.Version);
        Assert.Equal(1, fixture.Format.Alive);
    }
}
