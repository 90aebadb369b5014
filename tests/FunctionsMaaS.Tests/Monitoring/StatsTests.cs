using System.Text;
using FunctionsMaaS.Monitoring.Stats;
using FunctionsMaaS.Monitoring.Usage;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving.Rollouts;
using FunctionsMaaS.Testing.Registry;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FunctionsMaaS.Tests.Monitoring;

public sealed class StatsTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 30, 20, TimeSpan.Zero));
    private readonly MemoryObjectStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_texts_labels_keys_and_times_are_counted()
    {
        using var one = new MonitoringFixture(_time, _store);
        one.Answer(texts: 3, key: "team-a");
        one.Answer(label: 1, version: 2);
        one.Answer(texts: 0, status: 500);

        var total = (await one.ReadAsync()).Total;
        Assert.Equal((3, 1, 4), (total.Requests, total.Errors, total.Texts));
        Assert.Equal([3, 0], total.Versions[1].Labels);
        Assert.Equal([0, 1], total.Versions[2].Labels);
        Assert.Equal((1, 3), (total.Keys["team-a"].Requests, total.Keys["team-a"].Texts));
        Assert.Equal(3000, total.Versions.Values.Sum(v => v.BilledMilliseconds));
        Assert.Equal(3, total.Versions[1].Confidence[7]);
        Assert.Equal(0.75, total.Versions[1].ConfidenceSum / 3, 6);
        Assert.Equal(3, total.Versions[1].Unknown[5]);
        Assert.Equal(3, total.Versions[1].Of(Stage.Featurize).Total);
        Assert.Equal(20, total.Versions[1].Of(Stage.Featurize).Quantile(0.5)!.Value.TotalMicroseconds, tolerance: 1.4);
    }

    [Fact]
    public async Task Instances_add_up()
    {
        using MonitoringFixture one = new(_time, _store), other = new(_time, _store);
        one.Answer(texts: 2, key: "k");
        other.Answer(texts: 5, label: 1, key: "k");
        await other.WriteAsync();

        var window = await one.ReadAsync();
        Assert.Equal(2, window.Instances);
        Assert.Equal([2, 5], window.Total.Versions[1].Labels);
        Assert.Equal((2, 7), (window.Total.Keys["k"].Requests, window.Total.Keys["k"].Texts));
        Assert.Equal(7, Assert.Single(window.Minutes).Texts);
    }

    [Fact]
    public async Task What_rollouts_do_adds_up_over_instances_and_is_written_without_other_traffic()
    {
        var id = Guid.NewGuid();
        using MonitoringFixture one = new(_time, _store), other = new(_time, _store);
        one.Monitor.Answered("m", id, RolloutArm.Champion, TimeSpan.FromMilliseconds(2), failed: false);
        await other.WriteAsync();
        other.Monitor.Answered("m", id, RolloutArm.Candidate, TimeSpan.FromMilliseconds(4), failed: false);
        other.Monitor.Answered("m", id, RolloutArm.Candidate, TimeSpan.FromMilliseconds(4), failed: true);
        await other.WriteAsync();
        other.Monitor.Compared("m", id, new(10, 3, 1.25));
        other.Monitor.Dropped("m", id);
        await other.WriteAsync();

        var usage = (await one.ReadAsync()).Total.Rollouts[id];
        Assert.Equal((1, 0), (usage.Of(RolloutArm.Champion).Requests, usage.Of(RolloutArm.Champion).Errors));
        Assert.Equal((2, 1), (usage.Of(RolloutArm.Candidate).Requests, usage.Of(RolloutArm.Candidate).Errors));
        Assert.Equal(4, usage.Of(RolloutArm.Candidate).Durations.Quantile(0.5)!.Value.TotalMilliseconds, tolerance: 0.28);
        Assert.Equal((10, 3, 1.25, 1), (usage.TextsCompared, usage.Disagreements, usage.DifferenceSum, usage.Dropped));
    }

    [Fact]
    public async Task One_caller_writes_at_a_time()
    {
        var store = new StuckObjectStore();
        using var one = new MonitoringFixture(_time, store);
        one.Answer();
        using CancellationTokenSource first = new(), second = new();
        var writing = one.Writer.WriteAsync(first.Token);
        await store.AskedAsync(Token);
        var waiting = one.Writer.WriteAsync(second.Token);
        var askedAgain = store.AskedAsync(Token).AsTask();
        Assert.False(askedAgain.IsCompleted);

        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        await askedAgain;
        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task What_was_written_survives_a_restart()
    {
        UsageSlot before;
        using (var first = new MonitoringFixture(_time, _store))
        {
            first.Answer(texts: 4, key: "k");
            await first.WriteAsync();
            first.Answer(label: 1);
            await first.WriteAsync();
            before = (await first.ReadAsync()).Total;
        }

        using var second = new MonitoringFixture(_time, _store);
        var after = (await second.ReadAsync()).Total;
        Assert.Equal(before.Versions[1].Labels, after.Versions[1].Labels);
        Assert.Equal(before.Versions[1].Confidence, after.Versions[1].Confidence);
        Assert.Equal(before.Versions[1].Unknown, after.Versions[1].Unknown);
        Assert.Equal(before.Versions[1].BilledMilliseconds, after.Versions[1].BilledMilliseconds);
        Assert.Equal(before.Requests, after.Requests);
        foreach (var stage in Enum.GetValues<Stage>())
            Assert.Equal(before.Of(stage).ToSparse(), after.Of(stage).ToSparse());
    }

    [Fact]
    public async Task Counts_that_could_not_be_written_are_written_later_and_nobody_notices()
    {
        var store = new FaultyObjectStore(_store) { IsDown = true };
        using var one = new MonitoringFixture(_time, store);
        one.Answer();
        await one.WriteAsync();
        Assert.Equal(1, (await one.ReadAsync()).Total.Requests);

        store.IsDown = false;
        await one.WriteAsync();
        using var other = new MonitoringFixture(_time, _store);
        Assert.Equal(1, (await other.ReadAsync()).Total.Requests);
    }

    [Fact]
    public async Task Without_news_nothing_is_written()
    {
        var store = new FaultyObjectStore(_store);
        using var one = new MonitoringFixture(_time, store);
        one.Answer();
        await one.WriteAsync();
        await one.WriteAsync();
        Assert.Single(store.Calls, c => c.Member == nameof(IObjectStore.WriteAsync));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"slots":[{"start":"2026-03-01T12:00:00Z"}]}""")]
    [InlineData("""{"slots":null}""")]
    public async Task A_damaged_file_costs_its_own_counts_only(string content)
    {
        using var one = new MonitoringFixture(_time, _store);
        one.Answer();
        await _store.WriteAsync(StatsStorage.KeyOf("m", new DateOnly(2026, 3, 1), "damaged.json"), Encoding.UTF8.GetBytes(content), WriteCondition.None, Token);
        Assert.Equal(1, (await one.ReadAsync()).Total.Requests);
    }

    [Fact]
    public async Task Minutes_become_hours_and_the_window_forgets_what_is_older()
    {
        using var one = new MonitoringFixture(_time, _store, o => o.Window = TimeSpan.FromHours(3));
        one.Answer();
        _time.Advance(TimeSpan.FromMinutes(90));
        one.Answer();
        var window = await one.ReadAsync();
        Assert.Equal(2, window.Total.Requests);
        Assert.Single(window.Minutes);
        Assert.Contains(window.Slots, s => s.Length == UsageSlot.Hour && s.Requests == 1);

        _time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(1, (await one.ReadAsync()).Total.Requests);
    }

    [Fact]
    public async Task A_day_keeps_what_was_written_of_it_when_memory_has_forgotten()
    {
        using var one = new MonitoringFixture(_time, _store, o => o.Window = TimeSpan.FromHours(1));
        one.Answer(texts: 7);
        await one.WriteAsync();
        _time.Advance(TimeSpan.FromHours(5));
        one.Answer();
        await one.WriteAsync();

        using var later = new MonitoringFixture(_time, _store, o => o.Window = TimeSpan.FromDays(1));
        Assert.Equal(8, (await later.ReadAsync()).Total.Texts);
    }

    [Fact]
    public async Task Days_past_their_time_are_deleted()
    {
        var old = StatsStorage.KeyOf("m", new DateOnly(2026, 1, 29), "x.json");
        var young = StatsStorage.KeyOf("m", new DateOnly(2026, 1, 30), "x.json");
        foreach (var key in new[] { old, young })
            await _store.WriteAsync(key, "{}"u8.ToArray(), WriteCondition.None, Token);
        using var one = new MonitoringFixture(_time, _store, o => o.RetentionDays = 30);
        one.Answer();
        await one.WriteAsync();
        Assert.Equal(StoredObjectStatus.Absent, (await _store.ReadAsync(old, null, 100, Token)).Status);
        Assert.Equal(StoredObjectStatus.Found, (await _store.ReadAsync(young, null, 100, Token)).Status);
    }

    [Fact]
    public async Task A_request_that_no_version_answered_counts_for_a_model_that_is_known_and_for_no_other()
    {
        using var one = new MonitoringFixture(_time, _store);
        Refuse("m");
        Assert.False(one.Book.TryFind("m", out _));
        one.Answer();
        Refuse("m");
        Refuse("never-heard-of");
        Assert.Equal(["m"], one.Book.Models.Select(m => m.Name));
        var total = (await one.ReadAsync()).Total;
        Assert.Equal((2, 1), (total.Requests, total.Errors));

        void Refuse(string model)
        {
            var request = one.Monitor.Begin();
            one.Monitor.Asked(ModelReference.ToAlias(model));
            one.Monitor.Answered(null, 1);
            one.Monitor.End(request, new("POST", "api/classify", 404, "model-not-found", null, 1, 1));
        }
    }

    [Fact]
    public void A_clock_that_goes_back_counts_into_the_latest_minute()
    {
        var usage = new ModelUsage("m", TimeSpan.FromDays(1));
        var now = _time.GetUtcNow();
        var slot = usage.At(now);
        Assert.Same(slot, usage.At(now.AddMinutes(-5)));
        Assert.NotSame(slot, usage.At(now.AddMinutes(1)));
    }
}
