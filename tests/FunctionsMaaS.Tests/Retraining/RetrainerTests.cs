using FunctionsMaaS.Data;
using FunctionsMaaS.Evaluation.Gate;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Retraining;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Testing.Retraining;
using Xunit;

namespace FunctionsMaaS.Tests.Retraining;

public sealed class RetrainerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_version_becomes_champion_with_its_metrics()
    {
        var fixture = new RetrainerFixture();
        var outcome = await fixture.RunAsync();
        Assert.Equal((RetrainingStatus.Promoted, 1, 1), (outcome.Status, outcome.Version, outcome.Champion));
        Assert.Equal(1, await fixture.AliasAsync("champion"));
        var manifest = await fixture.Registry.GetManifestAsync("m", 1, Token);
        Assert.Equal(0.6, manifest.Metrics["accuracy"], 9);
        Assert.Equal(10, manifest.Metrics["documents"]);
        Assert.Equal([[6, 0], [4, 0]], manifest.Evaluation!.Confusion);
        Assert.Equal(fixture.Train.Digest, manifest.Dataset!.Digest);
    }

    [Fact]
    public async Task The_same_dataset_and_recipe_are_not_trained_again()
    {
        var fixture = new RetrainerFixture();
        await fixture.RunAsync();
        var outcome = await fixture.RunAsync();
        Assert.Equal((RetrainingStatus.UpToDate, 1), (outcome.Status, outcome.Champion));
        Assert.Contains("nothing to do", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(1, fixture.Recipe.Trainings);
    }

    [Fact]
    public async Task The_same_texts_in_another_order_are_the_same_dataset()
    {
        var fixture = new RetrainerFixture();
        await fixture.RunAsync();
        fixture.Train = new("renamed", [.. fixture.Train.Examples.Reverse()]);
        Assert.Equal(RetrainingStatus.UpToDate, (await fixture.RunAsync()).Status);
    }

    [Theory]
    [InlineData(2, MessageParts.None)]
    [InlineData(1, MessageParts.Quotes)]
    public async Task Another_seed_or_stripping_is_another_training(int seed, MessageParts strip)
    {
        var fixture = new RetrainerFixture();
        await fixture.RunAsync();
        (fixture.RetrainingOptions.Seed, fixture.RetrainingOptions.Strip) = (seed, strip);
        Assert.Equal(RetrainingStatus.Promoted, (await fixture.RunAsync()).Status);
    }

    [Fact]
    public async Task A_challenger_that_is_as_good_replaces_the_champion()
    {
        var fixture = new RetrainerFixture();
        await fixture.RunAsync();
        fixture.AddExample();
        var outcome = await fixture.RunAsync();
        Assert.Equal((RetrainingStatus.Promoted, 2, 2), (outcome.Status, outcome.Version, outcome.Champion));
        Assert.Contains("not worse", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_challenger_that_is_worse_is_published_but_the_champion_stays()
    {
        var fixture = new RetrainerFixture();
        await fixture.RunAsync();
        fixture.AddExample();
        fixture.Recipe.Answer = "b";
        var outcome = await fixture.RunAsync();
        Assert.Equal((RetrainingStatus.Kept, 2, 1), (outcome.Status, outcome.Version, outcome.Champion));
        Assert.Equal((1, 2), (await fixture.AliasAsync("champion"), await fixture.AliasAsync("challenger")));
        Assert.Equal((0.4, 0.6), (outcome.Metrics!["accuracy"], outcome.ChampionMetrics!["accuracy"]));
        Assert.Contains("0.4000 against 0.6000", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_verdict_is_in_the_manifest_the_ledger_and_the_answer()
    {
        var fixture = new RetrainerFixture();
        await fixture.RunAsync();
        fixture.AddExample();
        fixture.Recipe.Answer = "b";
        var outcome = await fixture.RunAsync();

        var verdict = (await fixture.Registry.GetManifestAsync("m", 2, Token)).Verdict!;
        Assert.Equal((1, false), (verdict.Against, verdict.Passed));
        Assert.Equal(["accuracy", "macro-f1", "classes", "calibration", "size", "latency"], verdict.Checks.Select(c => c.Name));
        Assert.Equal(-0.2, verdict.Checks[0].Value!.Value, 12);
        Assert.Equal(verdict.Checks, outcome.Verdict!.Checks);
        var entry = (await fixture.Registry.ListLedgerAsync("m", 0, 10, Token)).Entries.First(e => e.Action == LedgerAction.Verdict);
        Assert.Equal((1, 2, outcome.Reason), (entry.From, entry.To, entry.Reason));
        Assert.Contains(verdict.Reason, entry.Reason, StringComparison.Ordinal);
        Assert.Contains("accuracy: the champion alone is right on 6 texts, the challenger alone on 4", entry.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_version_has_nothing_to_be_judged_against()
    {
        var fixture = new RetrainerFixture();
        await fixture.RunAsync();
        var verdict = (await fixture.Registry.GetManifestAsync("m", 1, Token)).Verdict!;
        Assert.Equal((null, true), (verdict.Against, verdict.Passed));
        Assert.Empty(verdict.Checks);
    }

    [Fact]
    public async Task What_the_gate_requires_is_configured()
    {
        var fixture = new RetrainerFixture();
        fixture.GateOptions.Require = GateRequirement.Better;
        await fixture.RunAsync();
        fixture.AddExample();
        var outcome = await fixture.RunAsync();
        Assert.Equal((RetrainingStatus.Kept, 1), (outcome.Status, outcome.Champion));
        Assert.Contains("not better than chance explains", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_by_group_are_in_the_manifest_beside_the_champions_and_values_of_groups_in_no_reason()
    {
        var fixture = new RetrainerFixture();
        fixture.Test = new("test", [.. fixture.Test!.Examples.Select((e, i) => e with { Metadata = new(KeyValuePair.Create("lang", i < 6 ? "klingon" : "elvish")) })]);
        (fixture.GateOptions.Slices, fixture.GateOptions.MinSupport) = ("lang", 1);
        await fixture.RunAsync();
        var first = Assert.Single((await fixture.Registry.GetManifestAsync("m", 1, Token)).Slices);
        Assert.Equal([("klingon", 6, 1.0, (double?)null), ("elvish", 4, 0.0, null)], first.Values.Select(v => (v.Value, v.Documents, v.Accuracy, v.ChampionAccuracy)));

        fixture.AddExample();
        fixture.Recipe.Answer = "b";
        var outcome = await fixture.RunAsync();
        var second = Assert.Single((await fixture.Registry.GetManifestAsync("m", 2, Token)).Slices);
        Assert.Equal([("klingon", 0.0, (double?)1.0, (bool?)true), ("elvish", 1.0, 0.0, false)], second.Values.Select(v => (v.Value, v.Accuracy, v.ChampionAccuracy, v.IsWorse)));
        Assert.Contains("slices: of 2 groups by 'lang', 1 got worse", outcome.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("klingon", outcome.Reason + outcome.Verdict!.Reason + string.Concat(outcome.Verdict.Checks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reason_longer_than_the_ledger_takes_is_cut_there_and_whole_in_the_manifest()
    {
        var fixture = new RetrainerFixture();
        string[] labels = [.. Enumerable.Range(0, 4).Select(i => $"{i} {new string('ä', 190)}")];
        (string, int)[] counts = [.. labels.Select(label => (label, 60))];
        (fixture.Train, fixture.Test) = (RetrainerFixture.Make("train", counts), RetrainerFixture.Make("test", counts));
        fixture.GateOptions.MaxSizeRatio = 1;
        fixture.Recipe.Answer = labels[0];
        await fixture.RunAsync();
        fixture.Train = new("train", [.. fixture.Train.Examples.Skip(1)]);
        fixture.Recipe.Answer = labels[1];
        var outcome = await fixture.RunAsync();
        Assert.Equal(RetrainingStatus.Kept, outcome.Status);
        Assert.InRange(outcome.Reason.Length, 1, LedgerNote.MaxReasonLength);
        Assert.Contains("classes: '0 ää", outcome.Verdict!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_challenger_that_lost_is_not_trained_again_on_the_same_dataset()
    {
        var fixture = new RetrainerFixture();
        await fixture.RunAsync();
        fixture.AddExample();
        fixture.Recipe.Answer = "b";
        await fixture.RunAsync();
        Assert.Equal(RetrainingStatus.UpToDate, (await fixture.RunAsync()).Status);
        Assert.Equal(2, fixture.Recipe.Trainings);
    }

    [Fact]
    public async Task A_champion_that_lacks_a_new_label_gets_its_texts_wrong_and_is_still_compared()
    {
        var fixture = new RetrainerFixture();
        await fixture.RunAsync();
        fixture.Train = RetrainerFixture.Make("train", ("a", 10), ("b", 10), ("c", 10));
        fixture.Test = RetrainerFixture.Make("test", ("a", 3), ("b", 1), ("c", 6));
        fixture.Recipe.Answer = "c";
        var outcome = await fixture.RunAsync();
        Assert.Equal(RetrainingStatus.Promoted, outcome.Status);
        Assert.Equal((0.6, 0.3), (outcome.Metrics!["accuracy"], outcome.ChampionMetrics!["accuracy"]));
    }

    [Fact]
    public async Task A_champion_that_cannot_be_loaded_is_replaced()
    {
        var fixture = new RetrainerFixture();
        await fixture.Registry.MoveAsync("m", await fixture.Registry.PublishPayloadAsync("m", "!damaged"u8.ToArray(), "a", "b"));
        var outcome = await fixture.RunAsync();
        Assert.Equal((RetrainingStatus.Promoted, 2), (outcome.Status, outcome.Champion));
        Assert.Contains("cannot be loaded", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_champion_moved_by_somebody_else_meanwhile_is_left_where_they_put_it()
    {
        var fixture = new RetrainerFixture();
        await fixture.RunAsync();
        var theirs = await fixture.Registry.PublishAsync("m", "theirs");
        fixture.AddExample();
        fixture.Recipe.During = () => fixture.Registry.MoveAsync("m", theirs).GetAwaiter().GetResult();
        var outcome = await fixture.RunAsync();
        Assert.Equal((RetrainingStatus.Kept, theirs), (outcome.Status, outcome.Champion));
        Assert.Equal(theirs, await fixture.AliasAsync("champion"));
    }

    [Fact]
    public async Task Only_one_retrains_at_a_time()
    {
        var fixture = new RetrainerFixture();
        RetrainingOutcome? second = null;
        fixture.Recipe.During = () => second = fixture.RunAsync().GetAwaiter().GetResult();
        var first = await fixture.RunAsync();
        Assert.Equal(RetrainingStatus.Promoted, first.Status);
        Assert.Equal(RetrainingStatus.AlreadyRunning, second!.Status);
        Assert.Equal(1, fixture.Recipe.Trainings);
    }

    [Fact]
    public async Task A_run_that_is_stopped_leaves_the_champion_and_frees_the_lock()
    {
        var fixture = new RetrainerFixture();
        await fixture.RunAsync();
        fixture.AddExample();
        using var stop = new CancellationTokenSource();
        fixture.Recipe.During = stop.Cancel;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.RunAsync(stop.Token));
        Assert.Equal(1, await fixture.AliasAsync("champion"));
        Assert.Equal([1], await fixture.Registry.ListVersionsAsync("m", Token));

        fixture.Recipe.During = null;
        Assert.Equal(RetrainingStatus.Promoted, (await fixture.RunAsync()).Status);
    }

    [Fact]
    public async Task A_dataset_of_one_class_is_refused_and_nothing_is_published()
    {
        var fixture = new RetrainerFixture { Train = RetrainerFixture.Make("train", ("a", 10)), Test = null };
        var error = await Assert.ThrowsAsync<DatasetException>(() => fixture.RunAsync());
        Assert.Contains("label", error.Message, StringComparison.Ordinal);
        Assert.Empty(await fixture.Registry.ListModelsAsync(Token));
    }

    [Fact]
    public async Task A_label_only_in_the_test_part_is_refused_by_name()
    {
        var fixture = new RetrainerFixture { Test = RetrainerFixture.Make("test", ("a", 3), ("surprise", 2)) };
        var error = await Assert.ThrowsAsync<DatasetException>(() => fixture.RunAsync());
        Assert.Contains("surprise", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Held_out_texts_that_were_also_trained_on_do_not_count()
    {
        var fixture = new RetrainerFixture();
        fixture.Test = new("test", [.. fixture.Test!.Examples, .. fixture.Train.Examples.Take(7)]);
        await fixture.RunAsync();
        Assert.Equal(10, (await fixture.Registry.GetManifestAsync("m", 1, Token)).Metrics["documents"]);
    }

    [Fact]
    public async Task Without_a_test_part_a_share_is_held_out_and_never_trained_on()
    {
        var fixture = new RetrainerFixture { Train = RetrainerFixture.Make("train", ("a", 100), ("b", 100)), Test = null };
        await fixture.RunAsync();
        var heldOut = (int)(await fixture.Registry.GetManifestAsync("m", 1, Token)).Metrics["documents"];
        Assert.InRange(heldOut, 20, 60);
        Assert.Equal(200, heldOut + fixture.Recipe.Trained!.Examples.Count);
    }
}
