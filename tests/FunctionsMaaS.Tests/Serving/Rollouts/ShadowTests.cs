using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving.Rollouts;
using FunctionsMaaS.Testing.Models;
using Xunit;

namespace FunctionsMaaS.Tests.Serving.Rollouts;

public sealed class ShadowTests : IDisposable
{
    private readonly MemoryObjectStore _store = new();
    private readonly RolloutFixture _instance;

    public ShadowTests() => _instance = new(_store);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _instance.Dispose();

    /// <summary>The champion gives 0.9 to v1, which the candidate does not know: each text disagrees by 0.9.</summary>
    [Fact]
    public async Task The_champion_answers_and_every_disagreement_is_counted()
    {
        await _instance.PrepareAsync();
        await _instance.StartAsync(100, RolloutMode.Shadow);
        for (var i = 0; i < 10; i++)
            Assert.Equal(1, await _instance.AskAsync($"user-{i}"));
        await UntilAsync(() => _instance.Comparisons.Count == 10);
        Assert.All(_instance.Comparisons, c => Assert.Equal((1, 1, 0.9), (c.Texts, c.Disagreements, Math.Round(c.Difference, 5))));
        Assert.Equal(10, _instance.Answers.Count(a => a is (RolloutArm.Candidate, false)));
        Assert.Equal(10, _instance.Answers.Count(a => a is (RolloutArm.Champion, false)));
    }

    [Fact]
    public async Task A_candidate_that_says_the_same_agrees()
    {
        await _instance.PrepareAsync();
        await _instance.Registry.MoveAsync("m", await _instance.Registry.PublishAsync("m", "v1"), "challenger");
        await _instance.StartAsync(100, RolloutMode.Shadow);
        await _instance.Classifier.ClassifyAsync(PoolFixture.Champion, null, ["one", "two", "three"], 1, false, Token);
        await UntilAsync(() => !_instance.Comparisons.IsEmpty);
        Assert.Equal(new(3, 0, 0), Assert.Single(_instance.Comparisons));
    }

    [Fact]
    public async Task A_candidate_that_fails_is_counted_and_costs_no_answer()
    {
        await _instance.PrepareAsync();
        await _instance.StartAsync(100, RolloutMode.Shadow);
        Assert.Equal(1, await _instance.AskAsync("a"));
        await UntilAsync(() => !_instance.Comparisons.IsEmpty);
        _instance.Format.Fails = label => label == "v2";
        Assert.Equal(1, await _instance.AskAsync("a"));
        await UntilAsync(() => _instance.Answers.Contains((RolloutArm.Candidate, true)));
        Assert.Single(_instance.Comparisons);
    }

    [Fact]
    public async Task What_the_candidate_cannot_keep_up_with_is_dropped_and_counted_and_nobody_waits()
    {
        await _instance.PrepareAsync();
        await _instance.StartAsync(100, RolloutMode.Shadow);
        await _instance.AskAsync("first");
        await UntilAsync(() => _instance.Comparisons.Count == 1);
        using var gate = new ManualResetEventSlim();
        _instance.Format.Fails = label =>
        {
            if (label == "v2")
                gate.Wait(Token);
            return false;
        };
        const int Extra = 20;
        for (var i = 0; i < ShadowScorer.MaxRequests + Extra; i++)
            Assert.Equal(1, await _instance.AskAsync($"user-{i}"));
        Assert.InRange(_instance.Drops, Extra - 1, Extra);

        gate.Set();
        await UntilAsync(() => _instance.Comparisons.Count - 1 + _instance.Drops == ShadowScorer.MaxRequests + Extra);
        Assert.Equal(1, await _instance.AskAsync(null, new string('x', (int)ShadowScorer.MaxCharacters + 1)));
        Assert.InRange(_instance.Drops, Extra, Extra + 1);
    }

    [Fact]
    public async Task A_share_of_the_requests_is_compared()
    {
        await _instance.PrepareAsync();
        await _instance.StartAsync(25, RolloutMode.Shadow);
        for (var i = 0; i < 100; i++)
            await _instance.AskAsync($"user-{i}");
        _ = _instance.Watch.TryFind("m", out var rollout);
        var expected = Enumerable.Range(0, 100).Count(i => rollout!.Takes($"user-{i}", []));
        Assert.InRange(expected, 8, 42);
        await UntilAsync(() => _instance.Comparisons.Count == expected);
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        while (!reached())
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Token);
    }
}
