using FunctionsMaaS.Testing.Retraining;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FunctionsMaaS.Server.Tests;

public sealed class RetrainingSchedulerTests : IDisposable
{
    private readonly WatchedTime _time = new(new(2026, 1, 30, 2, 0, 0, TimeSpan.Zero));
    private readonly RetrainerFixture _fixture = new();
    private readonly SemaphoreSlim _trained = new(0);

    [Fact(Timeout = 60_000)]
    public async Task It_retrains_at_every_time_of_the_schedule_and_not_before()
    {
        _fixture.Recipe.During = () => _trained.Release();
        using var scheduler = await StartAsync("0 0 3 * * *");
        await _time.IsWaitedForAsync(TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(0, _fixture.Recipe.Trainings);
        _time.Advance(TimeSpan.FromMinutes(1));
        await _trained.WaitAsync(TestContext.Current.CancellationToken);

        await _time.IsWaitedForAsync(TestContext.Current.CancellationToken);
        _fixture.AddExample();
        _time.Advance(TimeSpan.FromHours(24));
        await _trained.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, _fixture.Recipe.Trainings);
        await scheduler.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_run_that_fails_does_not_end_the_schedule()
    {
        var fails = true;
        _fixture.Recipe.During = () =>
        {
            _trained.Release();
            if (fails)
                throw new InvalidOperationException("no luck today");
        };
        using var scheduler = await StartAsync("0 0 3 * * *");
        await _time.IsWaitedForAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromHours(1));
        await _trained.WaitAsync(TestContext.Current.CancellationToken);

        await _time.IsWaitedForAsync(TestContext.Current.CancellationToken);
        fails = false;
        _time.Advance(TimeSpan.FromHours(24));
        await _trained.WaitAsync(TestContext.Current.CancellationToken);
        await _time.IsWaitedForAsync(TestContext.Current.CancellationToken);

        Assert.Equal([1], await _fixture.Registry.ListVersionsAsync("m", TestContext.Current.CancellationToken));
        await scheduler.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_a_schedule_it_does_nothing()
    {
        using var scheduler = await StartAsync(null);
        await scheduler.ExecuteTask!.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, _fixture.Recipe.Trainings);
    }

    public void Dispose()
    {
        _trained.Dispose();
        _time.Dispose();
    }

    private async Task<RetrainingScheduler> StartAsync(string? schedule)
    {
        _fixture.RetrainingOptions.Schedule = schedule;
        var scheduler = new RetrainingScheduler(_fixture.Retrainer, Options.Create(_fixture.RetrainingOptions), _time, NullLogger<RetrainingScheduler>.Instance);
        await scheduler.StartAsync(TestContext.Current.CancellationToken);
        return scheduler;
    }

    /// <summary>Tells when somebody begins to wait for a time; only then may the clock move.</summary>
    private sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start), IDisposable
    {
        private readonly SemaphoreSlim _waits = new(0);

        public Task IsWaitedForAsync(CancellationToken cancellationToken) => _waits.WaitAsync(cancellationToken);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _waits.Release();
            return timer;
        }

        public void Dispose() => _waits.Dispose();
    }
}
