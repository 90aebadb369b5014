using FunctionsMaaS.Testing.Retraining;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FunctionsMaaS.Server.Tests;

public sealed class RetrainingSchedulerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 30, 2, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_retrains_at_every_time_of_the_schedule_and_not_before()
    {
        var (fixture, time, trained) = Make("0 0 3 * * *");
        using var scheduler = await StartAsync(fixture, time);

        time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(0, fixture.Recipe.Trainings);
        time.Advance(TimeSpan.FromMinutes(1));
        await trained.WaitAsync(Token);

        Assert.Equal(1, fixture.Recipe.Trainings);
        await AdvanceUntilAsync(time, TimeSpan.FromHours(24), fixture, trained);
        Assert.Equal(2, fixture.Recipe.Trainings);
        await scheduler.StopAsync(Token);
    }

    [Fact]
    public async Task A_run_that_fails_does_not_end_the_schedule()
    {
        var (fixture, time, trained) = Make("0 0 3 * * *");
        var fails = true;
        fixture.Recipe.During += () =>
        {
            if (fails)
                throw new InvalidOperationException("no luck today");
        };
        using var scheduler = await StartAsync(fixture, time);
        time.Advance(TimeSpan.FromHours(1));
        await trained.WaitAsync(Token);

        fails = false;
        await AdvanceUntilAsync(time, TimeSpan.FromHours(24), fixture, trained);

        await scheduler.StopAsync(Token);
        Assert.Equal([1], await fixture.Registry.ListVersionsAsync("m", Token));
    }

    [Fact]
    public async Task Without_a_schedule_it_does_nothing()
    {
        var (fixture, time, _) = Make(null);
        using var scheduler = await StartAsync(fixture, time);
        await scheduler.ExecuteTask!;
        Assert.Equal(0, fixture.Recipe.Trainings);
    }

    private static (RetrainerFixture Fixture, FakeTimeProvider Time, SemaphoreSlim Trained) Make(string? schedule)
    {
        var fixture = new RetrainerFixture { RetrainingOptions = { Schedule = schedule } };
        var trained = new SemaphoreSlim(0);
        fixture.Recipe.During = () => trained.Release();
        return (fixture, new FakeTimeProvider(Start), trained);
    }

    private static async Task<RetrainingScheduler> StartAsync(RetrainerFixture fixture, FakeTimeProvider time)
    {
        var scheduler = new RetrainingScheduler(fixture.Retrainer, Options.Create(fixture.RetrainingOptions), time, NullLogger<RetrainingScheduler>.Instance);
        await scheduler.StartAsync(Token);
        return scheduler;
    }

    /// <summary>The scheduler starts to wait for its next time a moment after a run; small steps meet it whenever that is.</summary>
    private static async Task AdvanceUntilAsync(FakeTimeProvider time, TimeSpan step, RetrainerFixture fixture, SemaphoreSlim trained)
    {
        fixture.AddExample();
        do
        {
            time.Advance(step);
        }
        while (!await trained.WaitAsync(TimeSpan.FromMilliseconds(20), Token));
    }
}
