using FunctionsMaaS.Data;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Retraining;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Testing.Retraining;
using FunctionsMaaS.Tests.Training;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace FunctionsMaaS.Tests.Retraining;

public sealed class ReproducerTests
{
    private readonly RetrainerFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Every recipe there is, on texts that came in an order of their own and with feedback among them.</summary>
    [Theory]
    [InlineData("nb-sdca")]
    [InlineData("complement-nb")]
    [InlineData("sdca")]
    [InlineData("naive-bayes")]
    public async Task A_version_comes_out_again_byte_for_byte_whatever_became_of_dataset_feedback_and_settings(string recipe)
    {
        await using var services = Services(recipe, out var source);
        source.Dataset = SampleTexts.Draw(90);
        var feedback = services.GetRequiredService<FeedbackStore>();
        await feedback.AddFeedbackAsync("m", new("a shuttle of another kind", source.Dataset.Labels[0], "shop"), cancellationToken: Token);
        var first = await services.GetRequiredService<Retrainer>().RunAsync("test", null, Token);
        var manifest = await services.GetRequiredService<ModelRegistry>().GetManifestAsync("m", first.Version!.Value, Token);
        Assert.Equal((1, 1), (manifest.Dataset!.Version, manifest.Feedback!.Examples));

        source.Dataset = SampleTexts.Draw(60, seed: 3);
        await services.GetRequiredService<FeedbackReview>().RemoveAsync("m", FeedbackFilter.All, LedgerNote.Local, Token);
        var made = await services.GetRequiredService<Reproducer>().RunAsync("m", 1, null, Token);
        Assert.True(made.IsSame, made.Reason);
        Assert.Contains(manifest.Payload.Digest, made.Reason, StringComparison.Ordinal);
        Assert.Equal([1], await services.GetRequiredService<ModelRegistry>().ListVersionsAsync("m", Token));
    }

    [Fact]
    public async Task A_version_that_comes_out_otherwise_says_so_and_nothing_is_published()
    {
        await _fixture.RunAsync();
        _fixture.Recipe.Answer = "b";
        var made = await _fixture.Reproducer.RunAsync("m", 1, null, Token);
        Assert.False(made.IsSame);
        Assert.Contains("Libraries and parameters are the same", made.Reason, StringComparison.Ordinal);
        Assert.Equal([1], await _fixture.Registry.ListVersionsAsync("m", Token));
    }

    [Fact]
    public async Task What_it_was_made_with_is_compared()
    {
        await _fixture.RunAsync();
        var package = await _fixture.Registry.OpenAsync("m", 1, Token);
        var older = package.Manifest with { Name = null, Version = null, Libraries = new Dictionary<string, string> { ["FunctionsMaaS"] = "0.0.1" } };
        await _fixture.Registry.PublishAsync("m", package with { Manifest = older }, Token);
        Assert.True((await _fixture.Reproducer.RunAsync("m", 2, null, Token)).IsSame);
        _fixture.Recipe.Answer = "b";
        Assert.Contains("FunctionsMaaS 0.0.1 instead of", (await _fixture.Reproducer.RunAsync("m", 2, null, Token)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_seed_and_the_texts_are_those_of_the_version_not_those_of_today()
    {
        await _fixture.RunAsync();
        var learned = _fixture.Recipe.Trained!.Digest;
        _fixture.RetrainingOptions.Seed = 9;
        _fixture.AddExample();
        Assert.True((await _fixture.Reproducer.RunAsync("m", 1, null, Token)).IsSame);
        Assert.Equal(learned, _fixture.Recipe.Trained.Digest);
    }

    [Fact]
    public async Task A_version_without_a_training_set_that_is_kept_is_refused_with_the_reason()
    {
        await _fixture.Registry.PublishAsync("m", "pushed");
        Assert.Contains("it was pushed", (await RefusedAsync(1)).Message, StringComparison.Ordinal);
        _fixture.RetrainingOptions.KeepDatasets = false;
        await _fixture.RunAsync();
        Assert.Contains("KeepDatasets", (await RefusedAsync(2)).Message, StringComparison.Ordinal);
        Assert.Null((await _fixture.Registry.GetManifestAsync("m", 2, Token)).Dataset!.Version);
        var package = await _fixture.Registry.OpenAsync("m", 2, Token);
        await _fixture.Registry.PublishAsync("m", package with { Manifest = package.Manifest with { Recipe = "imported" } }, Token);
        Assert.Contains("not trained here", (await RefusedAsync(3)).Message, StringComparison.Ordinal);
        await _fixture.Registry.PublishAsync("m", package with { Manifest = package.Manifest with { Recipe = "svm" } }, Token);
        Assert.Contains("'svm', which this build does not have", (await RefusedAsync(4)).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ModelNotFoundException>(() => _fixture.Reproducer.RunAsync("m", 5, null, Token));
    }

    [Fact]
    public async Task Versions_trained_on_the_same_texts_name_the_same_dataset()
    {
        await _fixture.RunAsync();
        _fixture.RetrainingOptions.Seed = 2;
        await _fixture.RunAsync();
        _fixture.AddExample();
        await _fixture.RunAsync();
        var named = new List<int?>();
        foreach (var version in new[] { 1, 2, 3 })
            named.Add((await _fixture.Registry.GetManifestAsync("m", version, Token)).Dataset!.Version);
        Assert.Equal([1, 1, 2], named);
    }

    private Task<DatasetException> RefusedAsync(int version) => Assert.ThrowsAsync<DatasetException>(() => _fixture.Reproducer.RunAsync("m", version, null, Token));

    private static ServiceProvider Services(string recipe, out ChangingSource source)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Maas:Model", "m"), new("Maas:Registry:Path", RegistryOptions.InMemory), new("Maas:Retraining:Recipe", recipe), new("Maas:Retraining:Seed", "5"),
        ]).Build();
        var changing = source = new();
        return new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddSingleton<IConfiguration>(configuration).AddSingleton<IDatasetSource>(changing).AddFunctionsMaaS().BuildServiceProvider();
    }

    private sealed class ChangingSource : IDatasetSource
    {
        public Dataset Dataset { get; set; } = null!;

        public string Description => "the test";

        public Task<DatasetParts> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(new DatasetParts(Dataset, null));
    }
}
