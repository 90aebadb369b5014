using System.Globalization;
using System.Text;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Packaging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FunctionsMaaS.Testing.Registry;

/// <summary>What <see cref="ModelRegistry"/> keeps over every store. A store's tests derive from this and say how to open one.</summary>
public abstract class ModelRegistryConformanceTests
{
    private const int Racers = 16;

    private readonly FakeTimeProvider _time = new(SamplePackages.Created.AddDays(1));
    private FaultyObjectStore? _store;

    /// <summary>Opens the storage of this test, empty at first; each call gives another view of it, as another process would have.</summary>
    protected abstract IObjectStore Open();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FaultyObjectStore Store => _store ??= new(Open());

    private ModelRegistry Registry => field ??= new(Store, _time);

    [Fact]
    public async Task The_first_version_is_1_and_makes_the_model_exist()
    {
        Assert.Empty(await Registry.ListModelsAsync(Cancellation));

        var published = await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);

        Assert.Equal(1, published.Version);
        Assert.Equal(["news"], await Registry.ListModelsAsync(Cancellation));
        Assert.Equal([1], await Registry.ListVersionsAsync("news", Cancellation));
    }

    [Fact]
    public async Task A_version_is_what_was_published_with_its_name_and_number()
    {
        var package = SamplePackages.Of("rec.autos", "sci.space");
        await Registry.PublishAsync("other", SamplePackages.Of("x", "y"), Cancellation);
        await Registry.PublishAsync("news", SamplePackages.Of("x", "y"), Cancellation);

        await Registry.PublishAsync("news", package, Cancellation);
        var opened = await new ModelRegistry(Open(), _time).OpenAsync("news", 2, Cancellation);

        Assert.True(opened.Payload.Span.SequenceEqual(package.Payload.Span));
        Assert.Equal(ManifestJson.Write(package.Manifest with { Name = "news", Version = 2 }), ManifestJson.Write(opened.Manifest));
    }

    [Fact]
    public async Task A_package_of_another_model_gets_its_new_name()
    {
        var first = await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);

        await Registry.PublishAsync("copy", await Registry.OpenAsync(first.Name!, 1, Cancellation), Cancellation);

        Assert.Equal("copy", (await Registry.GetManifestAsync("copy", 1, Cancellation)).Name);
    }

    [Fact]
    public async Task Versions_are_listed_newest_first_by_number()
    {
        for (var i = 0; i < 11; i++)
            await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);

        Assert.Equal(Enumerable.Range(1, 11).Reverse(), await Registry.ListVersionsAsync("news", Cancellation));
    }

    [Fact]
    public async Task Listing_thousands_of_versions_takes_one_call()
    {
        await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        var before = Store.Calls.Count;

        await Registry.ListVersionsAsync("news", Cancellation);

        Assert.Equal(before + 1, Store.Calls.Count);
    }

    [Fact]
    public async Task A_publisher_goes_on_after_the_versions_that_others_published_meanwhile()
    {
        await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        var other = new ModelRegistry(Open(), _time);
        for (var version = 2; version <= 4; version++)
            await other.PublishAsync("news", SamplePackages.Of("c", "d"), Cancellation);

        Assert.Equal(5, (await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation)).Version);
        Assert.Equal(6, (await other.PublishAsync("news", SamplePackages.Of("c", "d"), Cancellation)).Version);
        Assert.Equal(["a", "b"], (await other.OpenAsync("news", 5, Cancellation)).Manifest.Labels);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_number_of_a_deleted_version_is_not_used_again(bool deletedByOthers)
    {
        for (var version = 1; version <= 2; version++)
            await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        await (deletedByOthers ? new ModelRegistry(Open(), _time) : Registry).DeleteAsync("news", 2, LedgerNote.Local, Cancellation);

        Assert.Equal(3, (await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation)).Version);
        Assert.Equal([3, 1], await Registry.ListVersionsAsync("news", Cancellation));
    }

    [Fact]
    public async Task Publishers_at_the_same_time_never_share_a_number()
    {
        var published = await Task.WhenAll(Enumerable.Range(0, Racers).Select(i => Task.Run(() =>
            new ModelRegistry(Open(), _time).PublishAsync("news", SamplePackages.Of("a", $"b{i}"), Cancellation))));

        Assert.Equal(Enumerable.Range(1, Racers), published.Select(p => p.Version!.Value).Order());
        foreach (var manifest in published)
            Assert.Equal(manifest.Labels, (await Registry.OpenAsync("news", manifest.Version!.Value, Cancellation)).Manifest.Labels);
    }

    [Theory]
    [InlineData(StoreFault.Refused)]
    [InlineData(StoreFault.AnswerLost)]
    public async Task A_publisher_interrupted_at_any_call_leaves_a_whole_version_or_none(StoreFault fault)
    {
        await Registry.PublishAsync("whole", SamplePackages.Of("a", "b"), Cancellation);
        var calls = Store.Calls.Count;
        Assert.InRange(calls, 4, 10);

        for (var at = 1; at <= calls; at++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"cut-{at}");
            var breaking = new FaultyObjectStore(Open()) { FaultOf = call => call.Number == at ? fault : StoreFault.None };
            await Assert.ThrowsAsync<RegistryUnavailableException>(() => new ModelRegistry(breaking, _time).PublishAsync(name, SamplePackages.Of("a", "b"), Cancellation));

            var manifestWritten = at == calls && fault == StoreFault.AnswerLost;
            Assert.Equal(manifestWritten, (await Registry.ListModelsAsync(Cancellation)).Contains(name));
            if (manifestWritten)
                await Registry.OpenAsync(name, 1, Cancellation);
            else
                await Assert.ThrowsAsync<ModelNotFoundException>(() => Registry.OpenAsync(name, 1, Cancellation));

            var next = await Registry.PublishAsync(name, SamplePackages.Of("a", "b"), Cancellation);
            Assert.Equal(next.Version, (await Registry.ListVersionsAsync(name, Cancellation))[0]);
            await Registry.OpenAsync(name, next.Version!.Value, Cancellation);
        }
    }

    [Fact]
    public async Task A_number_left_unfinished_is_skipped_and_never_seen()
    {
        await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        await WriteAsync("models/news/versions/2/claim.json", "{}");
        await WriteAsync("models/news/versions/2/model.bin", "half a pay");

        var next = await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);

        Assert.Equal(3, next.Version);
        Assert.Equal([3, 1], await Registry.ListVersionsAsync("news", Cancellation));
        await Assert.ThrowsAsync<ModelNotFoundException>(() => Registry.GetManifestAsync("news", 2, Cancellation));
    }

    [Fact]
    public async Task A_payload_put_under_the_next_number_by_others_is_not_taken_for_ours()
    {
        await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        // Appears between the listing and the write: a publisher of another program that claims nothing.
        Store.Before = call => call is { Member: nameof(IObjectStore.WriteAsync), Key: "models/news/versions/2/model.bin" }
            ? Open().WriteAsync(Key(call.Key), "of others"u8.ToArray(), WriteCondition.Absent, Cancellation)
            : Task.CompletedTask;

        Assert.Equal(3, (await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation)).Version);
    }

    [Fact]
    public async Task A_write_repeated_because_its_answer_was_lost_publishes_once()
    {
        Store.FaultOf = call => call.Member == nameof(IObjectStore.WriteAsync) ? StoreFault.Repeated : StoreFault.None;

        var published = await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        var alias = await Registry.MoveAliasAsync("news", "champion", 1, null, Cancellation);

        Assert.Equal(1, published.Version);
        Assert.Equal([1], await Registry.ListVersionsAsync("news", Cancellation));
        Assert.Equal(alias, await Registry.FindAliasAsync("news", "champion", Cancellation));
    }

    [Fact]
    public async Task Publishing_again_changes_no_earlier_version()
    {
        await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        var before = await ReadAsync("models/news/versions/1/manifest.json");

        await Registry.PublishAsync("news", SamplePackages.Of("c", "d"), Cancellation);

        Assert.Equal(before.ETag, (await ReadAsync("models/news/versions/1/manifest.json")).ETag);
        Assert.Equal(["a", "b"], (await Registry.OpenAsync("news", 1, Cancellation)).Manifest.Labels);
    }

    [Fact]
    public async Task A_package_whose_payload_is_not_its_own_is_not_published()
    {
        var package = SamplePackages.Of("a", "b");

        await Assert.ThrowsAsync<ModelPackageException>(() => Registry.PublishAsync("news", package with { Payload = package.Payload[1..] }, Cancellation));

        Assert.Empty(Store.Calls);
    }

    [Fact]
    public async Task A_manifest_that_no_reader_would_take_is_not_published()
    {
        var package = SamplePackages.Of("a", "b");
        var broken = package with { Manifest = package.Manifest with { Metrics = new Dictionary<string, double> { ["accuracy"] = double.NaN } } };

        await Assert.ThrowsAsync<ModelPackageException>(() => Registry.PublishAsync("news", broken, Cancellation));

        Assert.Empty(Store.Calls);
    }

    [Fact]
    public async Task A_truncated_payload_is_refused()
    {
        await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        var payload = (await ReadAsync("models/news/versions/1/model.bin")).Content;
        await Store.WriteAsync(Key("models/news/versions/1/model.bin"), payload[..^1], WriteCondition.None, Cancellation);

        var error = await Assert.ThrowsAsync<ModelPackageException>(() => Registry.OpenAsync("news", 1, Cancellation));
        Assert.Equal("model.bin of news:1 is truncated: 2 bytes instead of 3.", error.Message);
    }

    [Theory]
    [InlineData("a,c", "model.bin of news:1 is altered: its digest is not the one in the manifest.")]
    [InlineData("a,b,c", "model.bin of news:1 is altered: it is longer than the 3 bytes its manifest says.")]
    public async Task An_altered_payload_is_refused(string payload, string message)
    {
        await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        await WriteAsync("models/news/versions/1/model.bin", payload);

        Assert.Equal(message, (await Assert.ThrowsAsync<ModelPackageException>(() => Registry.OpenAsync("news", 1, Cancellation))).Message);
    }

    [Fact]
    public async Task A_missing_payload_is_refused()
    {
        await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        await Store.DeleteAsync(Key("models/news/versions/1/model.bin"), Cancellation);

        var error = await Assert.ThrowsAsync<ModelPackageException>(() => Registry.OpenAsync("news", 1, Cancellation));
        Assert.Equal("model.bin of news:1 is missing.", error.Message);
    }

    [Fact]
    public async Task An_altered_manifest_is_refused_and_named()
    {
        await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        var manifest = Encoding.UTF8.GetString((await ReadAsync("models/news/versions/1/manifest.json")).Content.Span);
        await WriteAsync("models/news/versions/1/manifest.json", manifest.Replace("0.875", "0.999", StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<ModelPackageException>(() => Registry.GetManifestAsync("news", 1, Cancellation));
        Assert.StartsWith("manifest.json of news:1 is altered", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_copied_from_another_version_is_refused()
    {
        await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        var manifest = (await ReadAsync("models/news/versions/1/manifest.json")).Content;
        await Store.WriteAsync(Key("models/news/versions/2/manifest.json"), manifest, WriteCondition.None, Cancellation);

        var error = await Assert.ThrowsAsync<ModelPackageException>(() => Registry.GetManifestAsync("news", 2, Cancellation));
        Assert.Contains("belongs to news:1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_others_put_between_the_models_is_ignored()
    {
        await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        foreach (var key in new[]
        {
            "models/README.txt", "models/Upper/versions/1/manifest.json", "models/empty/versions/notes.txt", "models/news/versions/007/manifest.json",
            "models/news/versions/0/manifest.json", "models/news/versions/latest/manifest.json", "models/news/versions/99999999999/manifest.json",
            "models/news/versions/5/old/manifest.json", "models/news/aliases/README.txt", "models/news/aliases/Upper.json", "models/news/aliases/deep/champion.json",
        })
            await WriteAsync(key, "?");

        Assert.Equal(["news"], await Registry.ListModelsAsync(Cancellation));
        Assert.Equal([1], await Registry.ListVersionsAsync("news", Cancellation));
        Assert.Empty(await Registry.ListAliasesAsync("news", Cancellation));
        Assert.Equal(6, (await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation)).Version);
    }

    [Fact]
    public async Task An_alias_points_to_the_version_it_was_moved_to()
    {
        await PublishAsync(2);

        var first = await Registry.MoveAliasAsync("news", "champion", 1, expectedETag: null, Cancellation);
        _time.Advance(TimeSpan.FromHours(1));
        var second = await Registry.MoveAliasAsync("news", "champion", 2, first.ETag, Cancellation);

        Assert.Equal(new("champion", 2, SamplePackages.Created.AddDays(1).AddHours(1), second.ETag) { Sequence = 4 }, second);
        Assert.Equal(second, await Registry.FindAliasAsync("news", "champion", Cancellation));
        Assert.Equal(2, (await Registry.ResolveAsync(ModelReference.Parse("news"), Cancellation)).Version);
    }

    [Fact]
    public async Task Aliases_are_listed_in_order()
    {
        await PublishAsync(2);
        await Registry.MoveAliasAsync("news", "champion", 1, null, Cancellation);
        await Registry.MoveAliasAsync("news", "a-b", 2, null, Cancellation);

        Assert.Equal([("a-b", 2), ("champion", 1)], (await Registry.ListAliasesAsync("news", Cancellation)).Select(a => (a.Name, a.Version)));
        Assert.Null(await Registry.FindAliasAsync("news", "challenger", Cancellation));
    }

    [Fact]
    public async Task Of_many_that_move_an_alias_they_saw_exactly_one_does()
    {
        await PublishAsync(2);
        var seen = await Registry.MoveAliasAsync("news", "champion", 1, null, Cancellation);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Racers).Select(_ => Task.Run(() => OutcomeAsync(seen.ETag))));

        var winner = Assert.Single(outcomes, outcome => outcome is not null);
        Assert.Equal(winner, await Registry.FindAliasAsync("news", "champion", Cancellation));
    }

    [Fact]
    public async Task Of_many_that_make_an_alias_exactly_one_does()
    {
        await PublishAsync(2);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Racers).Select(_ => Task.Run(() => OutcomeAsync(null))));

        Assert.Single(outcomes, outcome => outcome is not null);
    }

    [Fact]
    public async Task An_alias_that_is_not_as_its_mover_saw_it_stays()
    {
        await PublishAsync(3);
        var first = await Registry.MoveAliasAsync("news", "champion", 1, null, Cancellation);
        await Registry.MoveAliasAsync("news", "champion", 2, first.ETag, Cancellation);

        var stale = await Assert.ThrowsAsync<AliasConflictException>(() => Registry.MoveAliasAsync("news", "champion", 3, first.ETag, Cancellation));
        var exists = await Assert.ThrowsAsync<AliasConflictException>(() => Registry.MoveAliasAsync("news", "champion", 3, null, Cancellation));
        var gone = await Assert.ThrowsAsync<AliasConflictException>(() => Registry.MoveAliasAsync("news", "challenger", 3, first.ETag, Cancellation));

        Assert.Equal("Alias 'champion' of model 'news' was moved by somebody else, to version 2; nothing was changed.", stale.Message);
        Assert.Equal("Alias 'champion' of model 'news' exists already, at version 2; nothing was changed.", exists.Message);
        Assert.Equal("Alias 'challenger' of model 'news' does not exist any more; nothing was changed.", gone.Message);
        Assert.Equal(2, (await Registry.FindAliasAsync("news", "champion", Cancellation))!.Version);
        Assert.Null(await Registry.FindAliasAsync("news", "challenger", Cancellation));
    }

    [Fact]
    public async Task An_alias_cannot_point_to_a_version_that_is_not_there()
    {
        await PublishAsync(1);

        await Assert.ThrowsAsync<ModelNotFoundException>(() => Registry.MoveAliasAsync("news", "champion", 2, null, Cancellation));

        Assert.Null(await Registry.FindAliasAsync("news", "champion", Cancellation));
    }

    [Fact]
    public async Task An_alias_is_not_moved_to_a_damaged_version()
    {
        await PublishAsync(2);
        var alias = await Registry.MoveAliasAsync("news", "champion", 1, null, Cancellation);
        await WriteAsync("models/news/versions/2/model.bin", "a,x");

        await Assert.ThrowsAsync<ModelPackageException>(() => Registry.MoveAliasAsync("news", "champion", 2, alias.ETag, Cancellation));

        Assert.Equal(alias, await Registry.FindAliasAsync("news", "champion", Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"schema\":\"functionsmaas/model-alias\",\"formatVersion\":1,\"version\":1")]
    [InlineData("{\"schema\":\"functionsmaas/model-alias\",\"formatVersion\":1,\"version\":0}")]
    [InlineData("{\"schema\":\"functionsmaas/model-alias\",\"formatVersion\":2,\"version\":1}")]
    [InlineData("{\"schema\":\"something else\",\"formatVersion\":1,\"version\":1}")]
    [InlineData("{\"schema\":\"functionsmaas/model-alias\",\"formatVersion\":1,\"version\":1,\"version\":2}")]
    public async Task A_damaged_alias_is_refused_and_named(string json)
    {
        await PublishAsync(1);
        await WriteAsync("models/news/aliases/champion.json", json);

        var error = await Assert.ThrowsAsync<ModelPackageException>(() => Registry.ResolveAsync(ModelReference.Parse("news"), Cancellation));
        Assert.StartsWith("Alias 'champion' of model 'news'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alias_that_did_not_move_is_told_by_its_etag()
    {
        await PublishAsync(2);
        var alias = await Registry.MoveAliasAsync("news", "champion", 1, null, Cancellation);
        var reference = ModelReference.ToAlias("news");
        var seen = await Registry.ResolveAsync(reference, Cancellation);

        Assert.Equal(("news", 1), (seen.Name, seen.Version));
        Assert.Null(await Registry.ResolveAsync(reference, seen.ETag, Cancellation));
        await Registry.MoveAliasAsync("news", "champion", 2, alias.ETag, Cancellation);
        Assert.Equal(2, (await Registry.ResolveAsync(reference, seen.ETag, Cancellation))!.Version);
    }

    [Fact]
    public async Task A_move_there_and_back_is_told_by_its_etag()
    {
        await PublishAsync(2);
        var reference = ModelReference.ToAlias("news");
        var first = await Registry.MoveAliasAsync("news", "champion", 1, null, Cancellation);
        var seen = await Registry.ResolveAsync(reference, Cancellation);
        var there = await Registry.MoveAliasAsync("news", "champion", 2, first.ETag, Cancellation);
        await Registry.MoveAliasAsync("news", "champion", 1, there.ETag, Cancellation);

        Assert.NotNull(await Registry.ResolveAsync(reference, seen.ETag, Cancellation));
        await Assert.ThrowsAsync<AliasConflictException>(() => Registry.MoveAliasAsync("news", "champion", 2, first.ETag, Cancellation));
    }

    [Fact]
    public async Task A_version_named_by_its_number_never_changes()
    {
        await PublishAsync(2);
        var reference = ModelReference.ToVersion("news", 1);

        var seen = await Registry.ResolveAsync(reference, Cancellation);

        Assert.Equal(1, seen.Version);
        Assert.Null(await Registry.ResolveAsync(reference, seen.ETag, Cancellation));
    }

    [Fact]
    public async Task What_is_not_there_is_named_with_what_there_is()
    {
        Assert.Equal($"There is no model 'news' in {Store.Description}; it is empty.", await NotFoundAsync("news"));
        await PublishAsync(12);
        await Registry.PublishAsync("other", SamplePackages.Of("a", "b"), Cancellation);

        Assert.Equal($"There is no model 'nwes' in {Store.Description}; there is news, other.", await NotFoundAsync("nwes"));
        Assert.Equal($"There is no model 'nwes' in {Store.Description}; there is news, other.", await NotFoundAsync("nwes:1"));
        Assert.Equal("Model 'news' has no version 13; it has 12, 11, 10, 9, 8, 7, 6, 5, 4, 3 and 2 more.", await NotFoundAsync("news:13"));
        Assert.Equal("Model 'other' has no alias 'champion', and no other; it has the versions 1.", await NotFoundAsync("other"));
        await Registry.MoveAliasAsync("other", "challenger", 1, null, Cancellation);
        Assert.Equal("Model 'other' has no alias 'champion'; it has challenger (1).", await NotFoundAsync("other"));
        await Assert.ThrowsAsync<ModelNotFoundException>(() => Registry.ListVersionsAsync("nwes", Cancellation));
        await Assert.ThrowsAsync<ModelNotFoundException>(() => Registry.ListAliasesAsync("nwes", Cancellation));
    }

    [Theory]
    [InlineData("../secrets")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData(".")]
    [InlineData("a.b")]
    [InlineData("News")]
    [InlineData("a\nb")]
    [InlineData("a\0")]
    [InlineData("")]
    public async Task A_name_that_is_not_allowed_touches_nothing(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Registry.PublishAsync(name, SamplePackages.Of("a", "b"), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Registry.ListVersionsAsync(name, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Registry.ListAliasesAsync(name, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Registry.GetManifestAsync(name, 1, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Registry.OpenAsync(name, 1, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Registry.FindAliasAsync("news", name, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Registry.MoveAliasAsync("news", name, 1, null, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Registry.MoveAliasAsync(name, "champion", 1, null, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Registry.TryAcquireLeaseAsync(name, "retrain", Cancellation));
        Assert.Empty(Store.Calls);
    }

    [Fact]
    public async Task Storage_that_is_down_is_told_apart_from_models_that_are_not_there()
    {
        await PublishAsync(1);
        Store.IsDown = true;

        await Assert.ThrowsAsync<RegistryUnavailableException>(() => Registry.ListModelsAsync(Cancellation));
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => Registry.ResolveAsync(ModelReference.Parse("news"), Cancellation));
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => Registry.OpenAsync("news", 1, Cancellation));
    }

    [Fact]
    public async Task A_lease_is_for_one_model_and_one_purpose()
    {
        await using var lease = await Registry.TryAcquireLeaseAsync("news", "retrain", Cancellation);
        await using var other = await Registry.TryAcquireLeaseAsync("spam", "retrain", Cancellation);

        Assert.NotNull(lease);
        Assert.NotNull(other);
        Assert.Null(await new ModelRegistry(Open(), _time).TryAcquireLeaseAsync("news", "retrain", Cancellation));
    }

    private static ObjectKey Key(string path) => ObjectKey.Of(path.Split('/'));

    private async Task PublishAsync(int versions)
    {
        for (var i = 0; i < versions; i++)
            await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
    }

    private async Task<ModelAlias?> OutcomeAsync(string? expectedETag)
    {
        try
        {
            return await new ModelRegistry(Open(), _time).MoveAliasAsync("news", "champion", 2, expectedETag, Cancellation);
        }
        catch (AliasConflictException)
        {
            return null;
        }
    }

    private async Task<string> NotFoundAsync(string reference) =>
        (await Assert.ThrowsAsync<ModelNotFoundException>(() => Registry.ResolveAsync(ModelReference.Parse(reference), Cancellation))).Message;

    private Task<StoredObject> ReadAsync(string key) => Store.ReadAsync(Key(key), null, int.MaxValue, Cancellation);

    private Task<string?> WriteAsync(string key, string text) => Store.WriteAsync(Key(key), Encoding.UTF8.GetBytes(text), WriteCondition.None, Cancellation);
}
