using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using FunctionsMaaS.Serving.Rollouts;
using FunctionsMaaS.Testing.Models;
using Xunit;

namespace FunctionsMaaS.Tests.Serving.Rollouts;

public sealed class CanaryTests : IDisposable
{
    private readonly MemoryObjectStore _store = new();
    private readonly RolloutFixture _instance;

    public CanaryTests() => _instance = new(_store);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _instance.Dispose();

    /// <summary>4,000 keys at a share p are binomial: within 4 standard deviations with a probability of 0.99994.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(50)]
    [InlineData(99.5)]
    public async Task The_share_is_what_was_asked_for(double percent)
    {
        const int Keys = 4000;
        await _instance.PrepareAsync();
        await _instance.StartAsync(percent);
        var random = new Random(7);
        var taken = 0;
        for (var i = 0; i < Keys; i++)
            taken += await _instance.AskAsync($"user-{random.NextInt64()}") == 2 ? 1 : 0;
        var p = percent / 100;
        Assert.InRange(taken, (Keys * p) - (4 * Math.Sqrt(Keys * p * (1 - p))), (Keys * p) + (4 * Math.Sqrt(Keys * p * (1 - p))));
    }

    [Fact]
    public async Task A_key_goes_the_same_way_whatever_its_texts_and_a_text_without_a_key_as_well()
    {
        await _instance.PrepareAsync();
        await _instance.StartAsync(50);
        for (var i = 0; i < 50; i++)
        {
            var (byKey, byText) = (await _instance.AskAsync($"user-{i}"), await _instance.AskAsync(null, $"text {i}"));
            for (var again = 0; again < 5; again++)
            {
                Assert.Equal(byKey, await _instance.AskAsync($"user-{i}", $"other text {again}"));
                Assert.Equal(byText, await _instance.AskAsync(null, $"text {i}"));
            }
        }
    }

    [Fact]
    public async Task Two_instances_agree_from_their_first_request_and_a_larger_share_keeps_those_it_had()
    {
        using var other = new RolloutFixture(_store);
        await _instance.PrepareAsync();
        await _instance.StartAsync(20);
        var before = new List<int>();
        for (var i = 0; i < 200; i++)
        {
            before.Add(await _instance.AskAsync($"user-{i}"));
            Assert.Equal(before[i], await other.AskAsync($"user-{i}"));
        }

        await _instance.StartAsync(60);
        await other.RefreshAsync();
        for (var i = 0; i < 200; i++)
            Assert.True(await other.AskAsync($"user-{i}") >= before[i]);
    }

    [Fact]
    public async Task Two_rollouts_take_different_requests()
    {
        await _instance.PrepareAsync();
        var taken = new List<int>[2];
        for (var round = 0; round < 2; round++)
        {
            await _instance.StartAsync(50);
            await _instance.RefreshAsync();
            taken[round] = [];
            for (var i = 0; i < 100; i++)
                taken[round].Add(await _instance.AskAsync($"user-{i}"));
            await _instance.Registry.AbortRolloutAsync("m", null, LedgerNote.Local, Token);
        }

        Assert.NotEqual(taken[0], taken[1]);
    }

    [Fact]
    public async Task Only_the_champion_is_tried_against()
    {
        await _instance.PrepareAsync();
        await _instance.StartAsync(100);
        Assert.Equal(2, await _instance.AskAsync("a"));
        Assert.Equal(1, (await _instance.Classifier.ClassifyAsync(ModelReference.ToVersion("m", 1), "a", ["x"], null, false, Token)).Version);
        Assert.Equal(2, (await _instance.Classifier.ClassifyAsync(ModelReference.ToAlias("m", "challenger"), "a", ["x"], null, false, Token)).Version);
    }

    [Fact]
    public async Task A_canary_is_followed_where_it_begins_and_ends()
    {
        await _instance.PrepareAsync();
        Assert.Equal(1, await _instance.AskAsync("a"));
        await _instance.StartAsync(100);
        Assert.Equal(1, await _instance.AskAsync("a"));
        await _instance.RefreshAsync();
        Assert.Equal(2, await _instance.AskAsync("a"));
        await _instance.Registry.AbortRolloutAsync("m", null, LedgerNote.Local, Token);
        await _instance.RefreshAsync();
        Assert.Equal(1, await _instance.AskAsync("a"));
        await _instance.StartAsync(1);
        await _instance.Registry.FinishRolloutAsync("m", null, LedgerNote.Local, Token);
        await _instance.RefreshAsync();
        Assert.Equal(2, await _instance.AskAsync("a"));
    }

    [Fact]
    public async Task A_champion_that_moves_answers_the_rest_and_the_canary_stays_what_it_was()
    {
        await _instance.PrepareAsync();
        await _instance.StartAsync(50);
        var before = await SpreadAsync();
        await _instance.Registry.MoveAsync("m", await _instance.Registry.PublishAsync("m", "v3"));
        await _instance.RefreshAsync();
        Assert.Equal(before.Select(v => v == 1 ? 3 : v), await SpreadAsync());
    }

    [Theory]
    [InlineData("!damaged")]
    [InlineData("!no-probabilities")]
    public async Task A_candidate_that_cannot_be_loaded_costs_no_answer(string payload)
    {
        await _instance.PrepareAsync();
        await _instance.Registry.MoveAsync("m", await _instance.Registry.PublishPayloadAsync("m", System.Text.Encoding.UTF8.GetBytes(payload), "a", "b"), "challenger");
        await _instance.StartAsync(100);
        Assert.Equal(Enumerable.Repeat(1, 40), await SpreadAsync());
        await _instance.RefreshAsync();
        Assert.Equal(Enumerable.Repeat(1, 40), await SpreadAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_candidate_deleted_or_damaged_meanwhile_costs_no_answer(bool deleted)
    {
        await _instance.PrepareAsync();
        await _instance.StartAsync(100);
        foreach (var file in new[] { "manifest.json", "model.bin" })
        {
            var key = ObjectKey.Of("models", "m", "versions", "2", file);
            if (deleted)
                await _store.DeleteAsync(key, Token);
            else
                await _store.WriteAsync(key, "x"u8.ToArray(), WriteCondition.None, Token);
        }

        Assert.Equal(Enumerable.Repeat(1, 40), await SpreadAsync());
        await _instance.RefreshAsync();
        Assert.Equal(Enumerable.Repeat(1, 40), await SpreadAsync());
    }

    [Fact]
    public async Task A_candidate_that_fails_while_it_scores_is_followed_by_the_champion_and_out_until_looked_at_again()
    {
        await _instance.PrepareAsync();
        await _instance.StartAsync(100);
        Assert.Equal(2, await _instance.AskAsync("a"));
        _instance.Format.Fails = label => label == "v2";
        Assert.Equal(1, await _instance.AskAsync("a"));
        Assert.Equal([(RolloutArm.Candidate, false), (RolloutArm.Candidate, true), (RolloutArm.Champion, false)], _instance.Answers);
        _instance.Format.Fails = _ => false;
        Assert.Equal(1, await _instance.AskAsync("a"));
        await _instance.RefreshAsync();
        Assert.Equal(2, await _instance.AskAsync("a"));
    }

    [Fact]
    public async Task A_model_without_a_rollout_is_classified_with_no_more_bytes_than_by_the_classifier_alone()
    {
        await _instance.PrepareAsync();
        await _instance.AskAsync(null);
        var alone = new TextClassifier(_instance.Pool);
        string[] texts = ["text"];
        var direct = Measure(() => alone.ClassifyAsync(PoolFixture.Champion, texts, null, false, Token));
        var routed = Measure(() => _instance.Classifier.ClassifyAsync(PoolFixture.Champion, null, texts, null, false, Token));
        Assert.Equal(direct, routed);

        static long Measure(Func<Task<ClassificationAnswer>> classify)
        {
            for (var i = 0; i < 50; i++)
                Assert.True(classify().IsCompletedSuccessfully);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 200; i++)
                _ = classify();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public async Task Models_that_do_not_exist_take_no_place()
    {
        for (var i = 0; i < 5; i++)
            await Assert.ThrowsAsync<ModelNotFoundException>(() => _instance.Classifier.ClassifyAsync(ModelReference.ToAlias($"no-{i}"), null, ["x"], null, false, Token));
        Assert.False(_instance.Watch.TryFind("no-0", out _));
    }

    private async Task<List<int>> SpreadAsync()
    {
        var versions = new List<int>();
        for (var i = 0; i < 40; i++)
            versions.Add(await _instance.AskAsync($"user-{i}"));
        return versions;
    }
}
