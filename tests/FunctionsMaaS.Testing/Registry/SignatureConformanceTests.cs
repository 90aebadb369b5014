using System.Text;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Packaging.Signatures;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Packaging;
using Xunit;

namespace FunctionsMaaS.Testing.Registry;

/// <summary>What a <see cref="ModelRegistry"/> that signs and verifies keeps over every store. A store's tests derive from this and say how to open one.</summary>
public abstract class SignatureConformanceTests
{
    private const string Folder = "models/news/versions/1/";

    private static readonly SigningKey Key = SigningKey.New();
    private static readonly ManifestTrust Trust = new(Key, [Key.PublicKey("release")]);

    private FaultyObjectStore? _store;

    /// <summary>Opens the storage of this test, empty at first; each call gives another view of it, as another process would have.</summary>
    protected abstract IObjectStore Open();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FaultyObjectStore Store => _store ??= new(Open());

    private ModelRegistry Registry => field ??= With(Trust);

    private ModelRegistry Unsigned => field ??= With(ManifestTrust.None);

    [Fact]
    public async Task What_is_published_is_signed_before_it_exists()
    {
        await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);

        var written = Store.Calls.Where(c => c.Member == nameof(IObjectStore.WriteAsync)).Select(c => c.Key).ToList();
        Assert.Equal([Folder + "manifest.sig", Folder + "manifest.json"], written[^2..]);
        Assert.Equal(new(SignatureState.Trusted, Key.Id, "release"), await Registry.GetSignatureAsync("news", 1, Cancellation));
        Assert.Equal(["a", "b"], (await Registry.OpenAsync("news", 1, Cancellation)).Manifest.Labels);
        Assert.Equal(["a", "b"], (await Unsigned.OpenAsync("news", 1, Cancellation)).Manifest.Labels);
    }

    [Fact]
    public async Task Without_keys_no_signature_is_written_nor_read()
    {
        await Unsigned.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        await Unsigned.OpenAsync("news", 1, Cancellation);
        Assert.DoesNotContain(Store.Calls, c => c.Key.EndsWith(".sig", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(StoreFault.Refused)]
    [InlineData(StoreFault.AnswerLost)]
    public async Task A_publisher_interrupted_at_any_call_leaves_a_signed_version_or_none(StoreFault fault)
    {
        await Registry.PublishAsync("whole", SamplePackages.Of("a", "b"), Cancellation);
        var calls = Store.Calls.Count;
        for (var at = 1; at <= calls; at++)
        {
            var breaking = new FaultyObjectStore(Open()) { FaultOf = call => call.Number == at ? fault : StoreFault.None };
            var name = $"cut-{at}";
            await Assert.ThrowsAsync<RegistryUnavailableException>(() => new ModelRegistry(breaking, TimeProvider.System, trust: Trust).PublishAsync(name, SamplePackages.Of("a", "b"), Cancellation));
            var next = await Registry.PublishAsync(name, SamplePackages.Of("a", "b"), Cancellation);
            foreach (var version in await Registry.ListVersionsAsync(name, Cancellation))
                await Registry.OpenAsync(name, version, Cancellation);
            Assert.Equal(next.Version, (await Registry.ListVersionsAsync(name, Cancellation))[0]);
        }
    }

    [Fact]
    public async Task A_write_repeated_because_its_answer_was_lost_publishes_once()
    {
        Store.FaultOf = call => call.Member == nameof(IObjectStore.WriteAsync) ? StoreFault.Repeated : StoreFault.None;
        Assert.Equal(1, (await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation)).Version);
        await Registry.OpenAsync("news", 1, Cancellation);
    }

    [Fact]
    public async Task Where_signatures_are_required_nothing_is_published_without_a_key()
    {
        var error = await Assert.ThrowsAsync<ModelSignatureException>(
            () => With(new(null, [Key.PublicKey("release")])).PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation));
        Assert.Contains("Maas:Signing:PrivateKey", error.Message, StringComparison.Ordinal);
        Assert.Empty(Store.Calls);
    }

    [Fact]
    public async Task An_unsigned_version_can_be_looked_at_but_not_used()
    {
        await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        await Registry.MoveAliasAsync("news", "champion", 1, null, Cancellation);
        await Unsigned.PublishAsync("news", SamplePackages.Of("c", "d"), Cancellation);

        Assert.Equal(["c", "d"], (await Registry.GetManifestAsync("news", 2, Cancellation)).Labels);
        Assert.Equal(SignatureState.None, (await Registry.GetSignatureAsync("news", 2, Cancellation)).State);
        await RefusedAsync(2, "news:2 is not signed");
        var now = await Registry.FindAliasAsync("news", "champion", Cancellation);
        await Assert.ThrowsAsync<ModelSignatureException>(() => Registry.MoveAliasAsync("news", "champion", 2, now!.ETag, Cancellation));
        Assert.Equal(now, await Registry.FindAliasAsync("news", "champion", Cancellation));
    }

    [Fact]
    public async Task A_rollback_to_an_unsigned_version_is_refused()
    {
        await Unsigned.PublishAsync("news", SamplePackages.Of("c", "d"), Cancellation);
        var first = await Unsigned.MoveAliasAsync("news", "champion", 1, null, Cancellation);
        await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        var second = await Registry.MoveAliasAsync("news", "champion", 2, first.ETag, Cancellation);
        await Assert.ThrowsAsync<ModelSignatureException>(() => Registry.RollBackAsync("news", "champion", null, LedgerNote.Local, Cancellation));
        Assert.Equal(second, await Registry.FindAliasAsync("news", "champion", Cancellation));
    }

    [Fact]
    public async Task A_manifest_changed_with_its_own_digest_made_right_again_is_refused()
    {
        await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        var manifest = await Registry.GetManifestAsync("news", 1, Cancellation);
        await WriteAsync("manifest.json", ManifestJson.Write(manifest with { Labels = ["b", "a"] }));
        await RefusedAsync(1, "is altered");
    }

    [Fact]
    public async Task A_payload_exchanged_with_its_manifest_is_refused()
    {
        await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        var planted = SamplePackages.Of("x", "y");
        await WriteAsync("model.bin", planted.Payload.ToArray());
        await WriteAsync("manifest.json", ManifestJson.Write(planted.Manifest with { Name = "news", Version = 1 }));
        await RefusedAsync(1, "is altered");
    }

    [Fact]
    public async Task The_signature_is_looked_at_before_the_manifest_is_parsed()
    {
        await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        await WriteAsync("manifest.json", "{]"u8.ToArray());
        await RefusedAsync(1, "is altered");
    }

    [Fact]
    public async Task A_version_signed_as_another_is_refused_even_whole()
    {
        await Registry.PublishAsync("other", SamplePackages.Of("a", "b"), Cancellation);
        await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        await WriteAsync("manifest.sig", await ReadAsync("models/other/versions/1/manifest.sig"));
        await RefusedAsync(1, "is altered");

        await WriteAsync("manifest.json", await ReadAsync("models/other/versions/1/manifest.json"));
        var error = await Assert.ThrowsAsync<ModelPackageException>(() => Registry.OpenAsync("news", 1, Cancellation));
        Assert.Contains("belongs to other:1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_that_is_empty_cut_or_huge_is_refused()
    {
        await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        var whole = await ReadAsync(Folder + "manifest.sig");
        foreach (var damaged in new[] { [], whole[..^1], new byte[2_000_000], Encoding.UTF8.GetBytes("{}") })
        {
            await WriteAsync("manifest.sig", damaged);
            await RefusedAsync(1, "manifest.sig of news:1");
        }

        await WriteAsync("manifest.sig", whole);
        await Registry.OpenAsync("news", 1, Cancellation);
    }

    [Fact]
    public async Task A_version_of_a_key_that_is_trusted_no_more_is_refused_and_one_of_a_key_beside_it_is_not()
    {
        await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        var next = SigningKey.New();
        await With(new(next, [Key.PublicKey("old"), next.PublicKey("new")])).OpenAsync("news", 1, Cancellation);
        var error = await Assert.ThrowsAsync<ModelSignatureException>(() => With(new(next, [next.PublicKey("new")])).OpenAsync("news", 1, Cancellation));
        Assert.Contains(Key.Id, error.Message, StringComparison.Ordinal);
    }

    private ModelRegistry With(ManifestTrust trust) => new(Store, TimeProvider.System, trust: trust);

    private async Task RefusedAsync(int version, string said)
    {
        var error = await Assert.ThrowsAsync<ModelSignatureException>(() => Registry.OpenAsync("news", version, Cancellation));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    private Task<string?> WriteAsync(string file, byte[] content) => Store.WriteAsync(Of(Folder + file), content, WriteCondition.None, Cancellation);

    private async Task<byte[]> ReadAsync(string key) => (await Store.ReadAsync(Of(key), null, 1_000_000, Cancellation)).Content.ToArray();

    private static ObjectKey Of(string key) => ObjectKey.Of(key.Split('/'));
}
