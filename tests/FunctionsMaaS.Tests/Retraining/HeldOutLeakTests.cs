using FunctionsMaaS.Data;
using FunctionsMaaS.Testing.Retraining;
using Xunit;

namespace FunctionsMaaS.Tests.Retraining;

/// <summary>
/// What champion and challenger are compared on, neither has learned from: not in another copy, nor under another label, nor in an earlier
/// version of the dataset. Judged by what the recipe was given in all runs, against what was measured on: all that was read, less what was given.
/// </summary>
public sealed class HeldOutLeakTests
{
    private const int Runs = 6;

    private readonly RetrainerFixture _fixture = new() { Test = null };

    [Fact]
    public async Task No_text_that_any_version_learned_from_is_measured_on_while_the_dataset_grows_shrinks_and_is_copied_and_the_seed_changes()
    {
        var learned = new HashSet<string>();
        for (var run = 0; run < Runs; run++)
        {
            _fixture.Train = Dataset(run);
            _fixture.RetrainingOptions.Seed = run;
            await _fixture.RunAsync();
            learned.UnionWith(_fixture.Recipe.Trained!.Examples.Select(Key));
            var heldOut = _fixture.Train.Examples.Select(Key).Except(_fixture.Recipe.Trained.Examples.Select(Key)).ToHashSet();
            Assert.NotEmpty(heldOut);
            Assert.Empty(heldOut.Intersect(learned));
            var measured = (int)(await _fixture.Registry.GetManifestAsync("m", run + 1, TestContext.Current.CancellationToken)).Metrics["documents"];
            Assert.InRange(measured, 1, _fixture.Train.Examples.Count(e => heldOut.Contains(Key(e))));
        }
    }

    [Fact]
    public async Task A_test_part_loses_what_is_also_learned_from_whatever_its_label_and_white_space()
    {
        var copies = _fixture.Train.Examples.Take(5).Select(e => e with { Label = "b", Text = $"{e.Text}  \n\n" });
        _fixture.Test = new("test", [.. RetrainerFixture.Make("test", ("a", 4), ("b", 3)).Examples, .. copies]);
        await _fixture.RunAsync();
        Assert.Equal(7, (await _fixture.Registry.GetManifestAsync("m", 1, TestContext.Current.CancellationToken)).Metrics["documents"]);
    }

    /// <summary>Corrections come in, old texts go out, some come back in a copy with other white space, and some under another label.</summary>
    private static Dataset Dataset(int run)
    {
        var kept = RetrainerFixture.Make("post", ("a", 200), ("b", 200)).Examples.Where((_, i) => i % Runs != run);
        var copies = RetrainerFixture.Make("post", ("a", 200)).Examples.Where((_, i) => i % 7 == run).Select(e => e with { Text = $"{e.Text}\t\r\n" });
        var corrected = RetrainerFixture.Make("post", ("b", 200)).Examples.Where((_, i) => i % 11 == run).Select(e => e with { Label = "a" });
        return new("growing", [.. kept, .. RetrainerFixture.Make($"feedback {run}", ("a", 10), ("b", 10)).Examples, .. copies, .. corrected]);
    }

    private static string Key(LabeledText example) => example.Text.TrimEnd();
}
