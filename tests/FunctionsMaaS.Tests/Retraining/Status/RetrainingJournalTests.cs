using FunctionsMaaS.Data;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Retraining;
using FunctionsMaaS.Retraining.Status;
using FunctionsMaaS.Testing.Registry;
using FunctionsMaaS.Testing.Retraining;
using Xunit;

namespace FunctionsMaaS.Tests.Retraining.Status;

public sealed class RetrainingJournalTests
{
    private readonly FaultyObjectStore _store = new(new MemoryObjectStore());
    private readonly RetrainerFixture _fixture;

    public RetrainingJournalTests() => _fixture = new(_store);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RetrainingState State => _fixture.Journal.ReadAsync("m", Token).GetAwaiter().GetResult();

    [Fact]
    public void Before_the_first_run_nothing_is_known() => Assert.Equal(RetrainingState.None, State);

    [Fact]
    public async Task A_run_that_is_on_says_who_started_it_what_it_does_and_that_it_lives()
    {
        RetrainingRun? begun = null, later = null;
        _fixture.Recipe.During = () =>
        {
            begun = State.Current;
            _fixture.Time.Advance(TimeSpan.FromSeconds(5));
            while ((later = State.Current)!.Step is null)
                Token.ThrowIfCancellationRequested();
        };
        await _fixture.RunAsync();
        Assert.Equal(("test", null), (begun!.StartedBy, begun.Outcome));
        Assert.Equal("reading the fixture", later!.Step);
        Assert.True(later.Heartbeat > begun.Heartbeat);
        Assert.Equal(begun.Id, later.Id);
    }

    [Fact]
    public async Task The_last_run_is_known_with_its_outcome_and_its_times()
    {
        var outcome = await _fixture.RunAsync();
        var state = State;
        Assert.Null(state.Current);
        Assert.Equal(("promoted", outcome.Reason, 1), (state.Last!.Outcome, state.Last.Reason, state.Last.Version));
        Assert.Equal(_fixture.Time.GetUtcNow(), state.Last.Ended);
    }

    [Fact]
    public async Task A_run_that_finds_another_at_work_changes_nothing_of_its_state()
    {
        _fixture.Recipe.During = () => Assert.Equal(RetrainingStatus.AlreadyRunning, _fixture.RunAsync().GetAwaiter().GetResult().Status);
        await _fixture.RunAsync();
        Assert.Equal("promoted", State.Last!.Outcome);
    }

    [Fact]
    public async Task A_run_that_fails_says_why_unless_that_might_quote_a_text()
    {
        _fixture.Train = RetrainerFixture.Make("lonely", ("a", 3));
        await Assert.ThrowsAsync<DatasetException>(() => _fixture.RunAsync());
        Assert.Equal(RetrainingRun.Failed, State.Last!.Outcome);
        Assert.Contains("'lonely'", State.Last.Reason, StringComparison.Ordinal);

        _fixture.Train = RetrainerFixture.Make("train", ("a", 3), ("b", 3));
        _fixture.Recipe.During = () => throw new InvalidOperationException("secret text");
        await Assert.ThrowsAsync<InvalidOperationException>(() => _fixture.RunAsync());
        Assert.Equal((RetrainingRun.Failed, "The reason is in the log of the service."), (State.Last!.Outcome, State.Last.Reason));
    }

    [Fact]
    public async Task A_run_of_which_nothing_is_heard_any_more_was_interrupted()
    {
        // From its training on nothing more is written: the process is gone.
        _fixture.Recipe.During = () => _store.IsDown = true;
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => _fixture.RunAsync());
        _store.IsDown = false;
        Assert.NotNull(State.Current);
        _fixture.Time.Advance(TimeSpan.FromSeconds(91));
        Assert.Null(State.Current);
        Assert.Equal((RetrainingRun.Interrupted, null), (State.Last!.Outcome, State.Last.Ended));
    }

    [Fact]
    public async Task The_next_run_knows_at_once_that_the_one_before_was_interrupted()
    {
        _fixture.Recipe.During = () => _store.IsDown = true;
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => _fixture.RunAsync());
        _store.IsDown = false;
        RetrainingState? during = null;
        _fixture.Recipe.During = () => during = State;
        await _fixture.RunAsync();
        Assert.Equal(RetrainingRun.Interrupted, during!.Last!.Outcome);
        Assert.NotNull(during.Current);
    }

    [Fact]
    public async Task A_run_that_lost_its_lock_does_not_write_over_that_of_its_successor()
    {
        var first = await _fixture.Journal.BeginAsync("m", "first", null, Token);
        var second = await _fixture.Journal.BeginAsync("m", "second", null, Token);
        await first.EndAsync(new OperationCanceledException());
        Assert.Equal(("second", "first"), (State.Current!.StartedBy, State.Last!.StartedBy));
        await second.EndAsync(new OperationCanceledException());
        Assert.Equal("second", State.Last!.StartedBy);
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    [Fact]
    public async Task A_state_that_is_damaged_is_begun_anew()
    {
        await _store.WriteAsync(ObjectKey.Of("models", "m", "retraining", "state.json"), "{"u8.ToArray(), WriteCondition.None, Token);
        Assert.Equal(RetrainingState.None, State);
        await _fixture.RunAsync();
        Assert.Equal("promoted", State.Last!.Outcome);
    }
}
