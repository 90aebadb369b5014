using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using FunctionsMaaS.Testing.Models;
using Xunit;

namespace FunctionsMaaS.Tests.Serving;

public sealed class PredictionEnginePoolTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_is_loaded_when_it_is_first_asked_for()
    {
        using var fixture = new PoolFixture();
        await fixture.PublishChampionAsync("v1");
        Assert.Equal(0, fixture.Format.Loads);

        using var lease = await fixture.Pool.RentAsync(PoolFixture.Champion, Token);

        Assert.Equal(1, lease.Manifest.Version);
        Assert.Equal(0.9f, lease.Predict(new("text")).Probabilities[0]);
    }

    [Fact]
    public async Task Callers_who_come_at_once_load_a_model_once()
    {
        using var fixture = new PoolFixture(o => o.EnginesPerModel = 32);
        await fixture.PublishChampionAsync("v1");

        var leases = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => fixture.Pool.RentAsync(PoolFixture.Champion, Token).AsTask())));

        Assert.Equal(1, fixture.Format.Loads);
        Assert.Equal(16, Assert.Single(fixture.Pool.Loaded).EnginesInUse);
        foreach (var lease in leases)
            lease.Dispose();
    }

    [Fact]
    public async Task A_version_behind_two_names_is_in_memory_once()
    {
        using var fixture = new PoolFixture();
        await fixture.PublishChampionAsync("v1");

        await fixture.Pool.PreloadAsync(PoolFixture.Champion, Token);
        await fixture.Pool.PreloadAsync(ModelReference.ToVersion("m", 1), Token);

        Assert.Equal(1, fixture.Format.Loads);
        Assert.Equal(2, fixture.Pool.Loaded.Count);
    }

    [Fact]
    public async Task Rent_never_waits_and_says_what_is_not_loaded()
    {
        using var fixture = new PoolFixture();
        await fixture.PublishChampionAsync("v1");
        Assert.Contains("m@champion", Assert.Throws<ModelNotFoundException>(() => fixture.Pool.Rent("m")).Message, StringComparison.Ordinal);

        await fixture.Pool.PreloadAsync(PoolFixture.Champion, Token);

        using var lease = fixture.Pool.Rent("m");
        Assert.Equal(1, lease.Manifest.Version);
    }

    [Fact]
    public async Task An_unknown_model_is_said_to_be_unknown_and_leaves_nothing_behind()
    {
        using var fixture = new PoolFixture();
        await Assert.ThrowsAsync<ModelNotFoundException>(() => fixture.Pool.RentAsync(PoolFixture.Champion, Token).AsTask());
        Assert.Empty(fixture.Pool.Loaded);

        await fixture.PublishChampionAsync("v1");

        using var lease = await fixture.Pool.RentAsync(PoolFixture.Champion, Token);
        Assert.Equal(1, lease.Manifest.Version);
    }

    [Fact]
    public async Task A_first_load_that_fails_throws_and_is_tried_again()
    {
        using var fixture = new PoolFixture();
        await fixture.Registry.MoveAsync("m", await fixture.Registry.PublishPayloadAsync("m", "!damaged"u8.ToArray(), "a", "b"));

        var error = await Assert.ThrowsAsync<ModelPackageException>(() => fixture.Pool.RentAsync(PoolFixture.Champion, Token).AsTask());

        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
        await fixture.PublishChampionAsync("v2");
        using var lease = await fixture.Pool.RentAsync(PoolFixture.Champion, Token);
        Assert.Equal(2, lease.Manifest.Version);
    }

    [Fact]
    public async Task A_model_that_gives_no_probabilities_is_not_published()
    {
        using var fixture = new PoolFixture();
        await fixture.Registry.MoveAsync("m", await fixture.Registry.PublishPayloadAsync("m", "!no-probabilities"u8.ToArray(), "a", "b"));

        await Assert.ThrowsAsync<ModelPackageException>(() => fixture.Pool.PreloadAsync(PoolFixture.Champion, Token));

        Assert.Equal(0, fixture.Format.Alive);
    }

    [Fact]
    public async Task With_all_engines_lent_the_next_caller_waits_for_one_to_come_back()
    {
        using var fixture = new PoolFixture(o => o.EnginesPerModel = 1);
        await fixture.PublishChampionAsync("v1");
        var first = await fixture.Pool.RentAsync(PoolFixture.Champion, Token);

        var second = fixture.Pool.RentAsync(PoolFixture.Champion, Token).AsTask();
        Assert.False(second.IsCompleted);
        Assert.Throws<EnginesBusyException>(() => fixture.Pool.Rent("m"));
        first.Dispose();

        using var lease = await second;
        Assert.Equal(1, lease.Manifest.Version);
    }

    [Fact]
    public async Task A_caller_who_waits_too_long_is_turned_away_and_leaves_the_pool_as_it_was()
    {
        using var fixture = new PoolFixture(o => (o.EnginesPerModel, o.EngineTimeout) = (1, TimeSpan.Zero));
        await fixture.PublishChampionAsync("v1");
        var first = await fixture.Pool.RentAsync(PoolFixture.Champion, Token);

        await Assert.ThrowsAsync<EnginesBusyException>(() => fixture.Pool.RentAsync(PoolFixture.Champion, Token).AsTask());
        first.Dispose();

        using var lease = fixture.Pool.Rent("m");
        Assert.Equal(1, Assert.Single(fixture.Pool.Loaded).EnginesInUse);
    }

    [Fact]
    public async Task A_lease_disposed_twice_returns_its_engine_once()
    {
        using var fixture = new PoolFixture(o => o.EnginesPerModel = 2);
        await fixture.PublishChampionAsync("v1");
        var lease = await fixture.Pool.RentAsync(PoolFixture.Champion, Token);
        var copy = lease;

        lease.Dispose();
        using var next = fixture.Pool.Rent("m");
        copy.Dispose();

        Assert.Equal(1, Assert.Single(fixture.Pool.Loaded).EnginesInUse);
        Assert.Throws<ObjectDisposedException>(() => copy.Predict(new("text")));
        Assert.Equal(0.9f, next.Predict(new("text")).Probabilities[0]);
    }

    [Fact]
    public async Task Beyond_the_limit_the_least_recently_used_model_is_let_go()
    {
        using var fixture = new PoolFixture(o => o.MaxLoaded = 2);
        for (var i = 1; i <= 3; i++)
            await fixture.Registry.PublishAsync("m", $"v{i}");
        await fixture.Pool.PreloadAsync(ModelReference.ToVersion("m", 1), Token);
        await fixture.Pool.PreloadAsync(ModelReference.ToVersion("m", 2), Token);
        (await fixture.Pool.RentAsync(ModelReference.ToVersion("m", 1), Token)).Dispose();

        (await fixture.Pool.RentAsync(ModelReference.ToVersion("m", 3), Token)).Dispose();

        Assert.Equal(["m:1", "m:3"], fixture.Pool.Loaded.Select(l => l.Reference.ToString()));
        Assert.Equal(2, fixture.Format.Alive);
    }

    [Fact]
    public async Task A_pool_that_is_disposed_lets_its_last_lease_end_in_peace()
    {
        var fixture = new PoolFixture();
        await fixture.PublishChampionAsync("v1");
        var lease = await fixture.Pool.RentAsync(PoolFixture.Champion, Token);

        fixture.Pool.Dispose();

        Assert.Equal(0.9f, lease.Predict(new("text")).Probabilities[0]);
        lease.Dispose();
        Assert.Equal(0, fixture.Format.Alive);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => fixture.Pool.RentAsync(PoolFixture.Champion, Token).AsTask());
    }

    [Fact]
    public async Task Renting_a_warm_engine_allocates_nothing()
    {
        using var fixture = new PoolFixture();
        await fixture.PublishChampionAsync("v1");
        await fixture.Pool.PreloadAsync(PoolFixture.Champion, Token);
        TextPrediction? prediction = null;
        Round();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            Round();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);

        void Round()
        {
            var renting = fixture.Pool.RentAsync(PoolFixture.Champion, Token);
            Assert.True(renting.IsCompletedSuccessfully);
#pragma warning disable xUnit1031 // It is completed: awaiting it would allocate the state machine that is not measured here.
            using var lease = renting.Result;
#pragma warning restore xUnit1031
            lease.Predict(new("text"), ref prediction);
        }
    }
}
