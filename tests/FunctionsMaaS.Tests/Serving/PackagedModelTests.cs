using FunctionsMaaS.Packaging;
using FunctionsMaaS.Packaging.Signatures;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Packaging;
using FunctionsMaaS.Testing.Registry;
using Microsoft.Extensions.Options;
using Xunit;

namespace FunctionsMaaS.Tests.Serving;

public sealed class PackagedModelTests : IDisposable
{
    private readonly FaultyObjectStore _store = new(new MemoryObjectStore());
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Package => Path.Combine(_folder.Path, "packaged.maas");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_answers_while_the_registry_is_down_and_the_registry_answers_when_it_is_back()
    {
        using var fixture = Start(SamplePackages.Of("packaged", "other"));
        await fixture.PublishChampionAsync("v1");
        _store.IsDown = true;

        Assert.Equal((0, "packaged"), await AnswerAsync(fixture));
        await fixture.Pool.RefreshAsync(Token);
        Assert.Equal((0, "packaged"), await AnswerAsync(fixture));
        var loaded = Assert.Single(fixture.Pool.Loaded);
        Assert.True(loaded.IsPackaged);
        Assert.Equal("The storage is down.", loaded.LastFailure);
        Assert.Equal(DateTimeOffset.MinValue, loaded.Checked);

        _store.IsDown = false;
        await fixture.Pool.RefreshAsync(Token);
        Assert.Equal((1, "v1"), await AnswerAsync(fixture));
        loaded = Assert.Single(fixture.Pool.Loaded);
        Assert.False(loaded.IsPackaged);
        Assert.Null(loaded.LastFailure);
        Assert.Equal(1, fixture.Format.Alive);
    }

    [Fact]
    public async Task It_answers_until_the_registry_has_a_first_version()
    {
        using var fixture = Start(SamplePackages.Of("packaged", "other"));
        Assert.Equal((0, "packaged"), await AnswerAsync(fixture));
        await fixture.PublishChampionAsync("v1");
        await fixture.Pool.RefreshAsync(Token);
        Assert.Equal((1, "v1"), await AnswerAsync(fixture));
    }

    [Fact]
    public async Task It_gives_way_to_another_model_of_the_same_number()
    {
        using var fixture = Start(Published("m", 1, "packaged"));
        _store.IsDown = true;
        Assert.Equal((1, "packaged"), await AnswerAsync(fixture));
        _store.IsDown = false;
        await fixture.PublishChampionAsync("v1");
        await fixture.Pool.RefreshAsync(Token);
        Assert.Equal((1, "v1"), await AnswerAsync(fixture));
    }

    [Fact]
    public async Task A_registry_that_answers_is_asked_first()
    {
        using var fixture = Start(SamplePackages.Of("packaged", "other"));
        await fixture.PublishChampionAsync("v1");
        Assert.Equal((1, "v1"), await AnswerAsync(fixture));
        Assert.Equal(1, fixture.Format.Loads);
    }

    [Fact]
    public async Task A_registry_that_does_not_answer_in_time_is_not_waited_for()
    {
        using var fixture = Start(SamplePackages.Of("packaged", "other"), new StuckObjectStore(), o => o.PackagedModelAfter = TimeSpan.Zero);
        Assert.Equal((0, "packaged"), await AnswerAsync(fixture));
        Assert.Equal("The registry did not answer within 0 s.", Assert.Single(fixture.Pool.Loaded).LastFailure);
    }

    [Fact]
    public async Task A_caller_who_leaves_is_not_answered_by_it()
    {
        using var fixture = Start(SamplePackages.Of("packaged", "other"), new StuckObjectStore());
        using var gone = new CancellationTokenSource();
        var asked = fixture.Pool.RentAsync(PoolFixture.Champion, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await asked);
        Assert.Empty(fixture.Pool.Loaded);
    }

    [Fact]
    public async Task It_stands_in_for_no_other_alias_version_or_model()
    {
        using var fixture = Start(SamplePackages.Of("packaged", "other"));
        _store.IsDown = true;
        foreach (var reference in new[] { ModelReference.ToAlias("m", "challenger"), ModelReference.ToVersion("m", 1), ModelReference.ToAlias("other") })
            await Assert.ThrowsAsync<RegistryUnavailableException>(async () => await fixture.Pool.RentAsync(reference, Token));
    }

    [Fact]
    public void A_package_that_is_not_there_is_a_fault_at_start()
    {
        var result = Validate();
        Assert.True(result.Failed);
        Assert.Contains("Maas:Serving:PackagedModel must name a model package: There is no model package", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_that_is_damaged_is_a_fault_at_start()
    {
        File.WriteAllText(Package, "no zip");
        Assert.Contains("is not a model package", Validate().FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_of_another_model_is_a_fault_at_start()
    {
        Write(Published("tickets", 3, "a"));
        Assert.Contains("holds 'tickets' but must hold 'm'", Validate().FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_of_this_model_is_no_fault()
    {
        Write(Published("m", 3, "a"));
        Assert.True(Validate().Succeeded);
    }

    private static ModelPackage Published(string name, int version, string label)
    {
        var package = SamplePackages.Of(label, "other");
        return package with { Manifest = package.Manifest with { Name = name, Version = version } };
    }

    private PoolFixture Start(ModelPackage package, IObjectStore? store = null, Action<ServingOptions>? configure = null)
    {
        Write(package);
        return new(
            options =>
            {
                options.PackagedModel = Package;
                configure?.Invoke(options);
            },
            store ?? _store);
    }

    private void Write(ModelPackage package)
    {
        using var file = File.Create(Package);
        ModelPackageFile.Write(package, file);
    }

    private ValidateOptionsResult Validate() =>
        new PackagedModelValidator(Options.Create(new MaasOptions { Model = "m" }), Options.Create(new SigningOptions())).Validate(null, new() { PackagedModel = Package });

    private static async Task<(int Version, string Label)> AnswerAsync(PoolFixture fixture)
    {
        var answer = await new TextClassifier(fixture.Pool).ClassifyAsync(PoolFixture.Champion, ["text"], null, false, Token);
        return (answer.Version, answer.Results[0].Label);
    }
}
