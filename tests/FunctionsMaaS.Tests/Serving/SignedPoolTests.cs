using FunctionsMaaS.Packaging;
using FunctionsMaaS.Packaging.Signatures;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Testing.Packaging;
using Microsoft.Extensions.Options;
using Xunit;

namespace FunctionsMaaS.Tests.Serving;

public sealed class SignedPoolTests : IDisposable
{
    private static readonly SigningKey Key = SigningKey.New();
    private static readonly ManifestTrust Trust = new(Key, [Key.PublicKey("release")]);

    private readonly MemoryObjectStore _store = new();
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_unsigned_version_put_behind_the_alias_by_others_does_not_replace_the_signed_one()
    {
        using var fixture = new PoolFixture(store: _store, trust: Trust);
        await fixture.PublishChampionAsync("v1");
        await fixture.Pool.PreloadAsync(PoolFixture.Champion, Token);
        var others = new ModelRegistry(_store, TimeProvider.System);
        await others.MoveAsync("m", await others.PublishAsync("m", "planted"));

        await fixture.Pool.RefreshAsync(Token);

        var loaded = Assert.Single(fixture.Pool.Loaded);
        Assert.Equal(1, loaded.Manifest.Version);
        Assert.StartsWith("m:2 is not signed", loaded.LastFailure, StringComparison.Ordinal);
        Assert.Equal(1, fixture.Format.Loads);
    }

    [Fact]
    public async Task An_unsigned_version_is_not_loaded_by_its_number_either()
    {
        using var fixture = new PoolFixture(store: _store, trust: Trust);
        await new ModelRegistry(_store, TimeProvider.System).PublishAsync("m", "planted");
        await Assert.ThrowsAsync<ModelSignatureException>(() => fixture.Pool.PreloadAsync(ModelReference.ToVersion("m", 1), Token));
        Assert.Equal(0, fixture.Format.Loads);
    }

    [Fact]
    public void The_model_in_the_package_must_be_signed_too()
    {
        var path = _folder.File("packaged.maas");
        ModelPackageFile.Write(SamplePackages.Of("a", "b"), path);
        var packaged = new PackagedModel(Options.Create(new ServingOptions { PackagedModel = path }), Options.Create(new MaasOptions()), Trust);
        Assert.Throws<ModelSignatureException>(packaged.Open);

        ModelPackageFile.Write(SamplePackages.Of("a", "b"), path, Trust);
        Assert.Equal(["a", "b"], packaged.Open().Manifest.Labels);
    }
}
