using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Packaging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FunctionsMaaS.Testing.Registry;

/// <summary>Deleting, archiving and annotating over every store. A store's tests derive from this and say how to open one.</summary>
public abstract class DeletionConformanceTests
{
    private const string Champion = "models/news/aliases/champion.json";

    private static readonly LedgerNote Boss = new("boss", "of no use");

    private readonly FakeTimeProvider _time = new(SamplePackages.Created.AddDays(1));
    private FaultyObjectStore? _store;
    private string _model = "news";

    /// <summary>Opens the storage of this test, empty at first; each call gives another view of it, as another process would have.</summary>
    protected abstract IObjectStore Open();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FaultyObjectStore Store => _store ??= new(Open());

    private ModelRegistry Registry => field ??= new(Store, _time);

    [Fact]
    public async Task A_deleted_version_is_gone_and_said_to_be()
    {
        await PublishAsync(3);

        var deletion = await Registry.DeleteAsync("news", 2, Boss, Cancellation);

        Assert.Equal(new("news", 2, _time.GetUtcNow(), "boss", 4), deletion);
        Assert.Equal([3, 1], await Registry.ListVersionsAsync("news", Cancellation));
        Assert.Equal(["2/claim.json", "2/deletion.json"], (await FilesAsync()).Where(f => f.StartsWith('2')));
        const string Said = "Version 2 of model 'news' was deleted at 2025-03-02 12:00:00 UTC by boss.";
        Assert.Equal(deletion, await Registry.DeleteAsync("news", 2, new("somebody else"), Cancellation));
        foreach (var use in Uses(2))
            Assert.Equal(Said, (await Assert.ThrowsAsync<ModelNotFoundException>(use)).Message);
    }

    [Fact]
    public async Task The_ledger_tells_of_it_and_the_publishing_stays_true()
    {
        await PublishAsync(2);
        await Registry.DeleteAsync("news", 2, Boss, Cancellation);

        var entries = (await Registry.ListLedgerAsync("news", 0, 10, Cancellation)).Entries;

        Assert.Equal((LedgerAction.Delete, "boss", "of no use", (int?)2, (int?)null), (entries[0].Action, entries[0].Actor, entries[0].Reason, entries[0].From, entries[0].To));
        Assert.All(entries, e => Assert.True(e.Applied));
    }

    [Fact]
    public async Task A_number_is_never_used_again()
    {
        await PublishAsync(2);
        await Registry.DeleteAsync("news", 2, Boss, Cancellation);
        await Registry.DeleteAsync("news", 1, Boss, Cancellation);
        Assert.Empty(await Registry.ListModelsAsync(Cancellation));

        Assert.Equal(3, (await Registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation)).Version);
    }

    [Fact]
    public async Task A_version_behind_an_alias_is_not_deleted()
    {
        await PublishAsync(2);
        await MoveAsync(1, "trial");
        await MoveAsync(1);

        var error = await Assert.ThrowsAsync<VersionConflictException>(() => Registry.DeleteAsync("news", 1, Boss, Cancellation));

        Assert.Equal("Version 1 of model 'news' cannot be deleted while an alias points to it: champion, trial. Move that first; nothing was changed.", error.Message);
        await Registry.OpenAsync("news", 1, Cancellation);
        await MoveAsync(2);
        await MoveAsync(2, "trial");
        await Registry.DeleteAsync("news", 1, Boss, Cancellation);
    }

    [Fact]
    public async Task Rolling_back_passes_over_deleted_and_archived_versions()
    {
        await PublishAsync(4);
        foreach (var version in new[] { 1, 2, 3, 4 })
            await MoveAsync(version);
        await Registry.DeleteAsync("news", 3, Boss, Cancellation);
        await Registry.ArchiveAsync("news", 2, archived: true, Cancellation);

        Assert.Equal(1, (await Registry.RollBackAsync("news", "champion", null, Boss, Cancellation)).After.Version);
    }

    [Fact]
    public async Task A_deletion_changes_nothing_that_a_mover_compares_with()
    {
        await PublishAsync(3);
        var seen = await MoveAsync(1);
        await Registry.DeleteAsync("news", 3, Boss, Cancellation);

        Assert.Equal(seen, await Registry.FindAliasAsync("news", "champion", Cancellation));
        Assert.Equal(2, (await Registry.MoveAliasAsync("news", "champion", 2, seen.ETag, Cancellation)).Version);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whatever_a_deletion_comes_between_no_alias_points_to_what_is_deleted(bool aliasExists)
    {
        for (var (at, done) = (1, false); !done; at++)
        {
            var version = await StartAnewAsync(at);
            var alias = aliasExists ? "champion" : "trial";
            done = !await InterleaveAsync(at, Move(version, alias), () => new ModelRegistry(Open(), _time).DeleteAsync(_model, version, Boss, Cancellation));
            await AssertSoundAsync();
            Assert.InRange(at, 1, 20);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whatever_a_move_comes_between_no_alias_points_to_what_is_deleted(bool aliasExists)
    {
        for (var (at, done) = (1, false); !done; at++)
        {
            var version = await StartAnewAsync(at);
            var alias = aliasExists ? "champion" : "trial";
            done = !await InterleaveAsync(
                at, store => new ModelRegistry(store, _time).DeleteAsync(_model, version, Boss, Cancellation), () => Move(version, alias)(Open()));
            await AssertSoundAsync();
            Assert.InRange(at, 1, 40);
        }
    }

    [Fact]
    public async Task Of_two_who_delete_one_version_at_the_same_time_one_does_and_the_ledger_names_that_one()
    {
        for (var (at, done) = (1, false); !done; at++)
        {
            var version = await StartAnewAsync(at);
            var deleted = new List<VersionDeletion>();
            done = !await InterleaveAsync(
                at,
                async store => deleted.Add(await new ModelRegistry(store, _time).DeleteAsync(_model, version, new("slow"), Cancellation)),
                async () => deleted.Add(await new ModelRegistry(Open(), _time).DeleteAsync(_model, version, new("fast"), Cancellation)));
            await AssertSoundAsync();
            var told = (await Registry.ListLedgerAsync(_model, 0, 10, Cancellation)).Entries.Where(e => e.Action == LedgerAction.Delete && e.From == version && e.Applied);
            Assert.Equal(Assert.Single(told).Sequence, Assert.Single(deleted.DistinctBy(d => d.Sequence)).Sequence);
            Assert.InRange(at, 1, 40);
        }
    }

    [Theory]
    [InlineData(StoreFault.Refused)]
    [InlineData(StoreFault.AnswerLost)]
    public async Task A_deletion_interrupted_at_any_call_is_finished_or_made_anew_by_the_next(StoreFault fault)
    {
        for (var (at, done) = (1, false); !done; at++)
        {
            var version = await StartAnewAsync(at);
            var breaking = new FaultyObjectStore(Open()) { FaultOf = call => call.Number == at ? fault : StoreFault.None };
            done = !await IsInterruptedAsync(() => new ModelRegistry(breaking, _time).DeleteAsync(_model, version, Boss, Cancellation));
            await AssertSoundAsync();

            if (!done)
                Assert.Equal(version, (await new ModelRegistry(Open(), _time).DeleteAsync(_model, version, Boss, Cancellation)).Version);
            Assert.DoesNotContain(version, await Registry.ListVersionsAsync(_model, Cancellation));
            Assert.Equal([$"{version}/claim.json", $"{version}/deletion.json"], (await FilesAsync()).Where(f => f.StartsWith($"{version}/", StringComparison.Ordinal)));
            Assert.InRange(at, 1, 40);
        }
    }

    [Fact]
    public async Task A_deletion_that_was_decided_and_interrupted_is_in_no_list_and_finished_by_the_next_process_that_deletes_any()
    {
        await PublishAsync(3);
        var breaking = new FaultyObjectStore(Open())
        {
            FaultOf = call => call is { Member: nameof(IObjectStore.DeleteAsync) } ? StoreFault.Refused : StoreFault.None,
        };
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => new ModelRegistry(breaking, _time).DeleteAsync(_model, 1, Boss, Cancellation));

        Assert.Equal([3, 2], await Registry.ListVersionsAsync(_model, Cancellation));
        await Assert.ThrowsAsync<ModelNotFoundException>(() => MoveAsync(1));
        await Registry.DeleteAsync(_model, 2, Boss, Cancellation);

        Assert.Equal(["1/claim.json", "1/deletion.json"], (await FilesAsync()).Where(f => f.StartsWith('1')));
    }

    [Fact]
    public async Task A_version_whose_deletion_was_interrupted_before_it_was_decided_can_be_promoted()
    {
        await PublishAsync(2);
        await MoveAsync(1);
        var breaking = new FaultyObjectStore(Open())
        {
            FaultOf = call => call is { Member: nameof(IObjectStore.WriteAsync), Key: Champion } ? StoreFault.Refused : StoreFault.None,
        };
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => new ModelRegistry(breaking, _time).DeleteAsync(_model, 2, Boss, Cancellation));

        await MoveAsync(2);

        await AssertSoundAsync();
        Assert.False((await Registry.ListLedgerAsync(_model, 0, 10, Cancellation)).Entries.Single(e => e.Action == LedgerAction.Delete).Applied);
    }

    [Fact]
    public async Task Writes_repeated_because_their_answers_were_lost_delete_once()
    {
        await PublishAsync(2);
        await MoveAsync(1);
        Store.FaultOf = call => call.Member == nameof(IObjectStore.WriteAsync) ? StoreFault.Repeated : StoreFault.None;

        Assert.Equal(4, (await Registry.DeleteAsync(_model, 2, Boss, Cancellation)).Sequence);
    }

    [Fact]
    public async Task An_archived_version_is_out_of_lists_and_reach_until_it_is_taken_out()
    {
        await PublishAsync(2);
        await Registry.ArchiveAsync(_model, 2, archived: true, Cancellation);
        await Registry.ArchiveAsync(_model, 2, archived: true, Cancellation);

        Assert.Equal([1], await Registry.ListVersionsAsync(_model, Cancellation));
        Assert.Equal([new(2, true, false), new(1, false, false)], await Registry.ListAllVersionsAsync(_model, Cancellation));
        Assert.Equal([new("news", 1)], await Registry.ListLatestAsync(Cancellation));
        await Registry.OpenAsync(_model, 2, Cancellation);
        var error = await Assert.ThrowsAsync<VersionConflictException>(() => MoveAsync(2));
        Assert.Equal("Version 2 of model 'news' is archived, so no alias can point to it; nothing was changed.", error.Message);

        await Registry.ArchiveAsync(_model, 2, archived: false, Cancellation);
        await MoveAsync(2);
        await Assert.ThrowsAsync<VersionConflictException>(() => Registry.ArchiveAsync(_model, 2, archived: true, Cancellation));
        await Assert.ThrowsAsync<ModelNotFoundException>(() => Registry.ArchiveAsync(_model, 9, archived: true, Cancellation));
    }

    [Fact]
    public async Task Descriptions_and_tags_are_changed_one_by_one_and_go_with_the_version()
    {
        await PublishAsync(2);
        Assert.Equal((null, 0), Told(await Registry.GetAnnotationsAsync(_model, 1, Cancellation)));

        await Registry.AnnotateAsync(_model, 1, new(" Trained on tickets\nof 2025 ", new Dictionary<string, string?> { ["team"] = "desk", ["run"] = "7" }), Cancellation);
        var changed = await Registry.AnnotateAsync(_model, 1, new(tags: new Dictionary<string, string?> { ["run"] = null, ["owner"] = "ann" }), Cancellation);

        Assert.Equal("Trained on tickets\nof 2025", changed.Description);
        Assert.Equal([new("owner", "ann"), new("team", "desk")], changed.Tags);
        Assert.Equal(Told(changed), Told(await Registry.GetAnnotationsAsync(_model, 1, Cancellation)));
        Assert.Equal((null, 0), Told(await Registry.GetAnnotationsAsync(_model, null, Cancellation)));
        Assert.True((await Registry.ListAllVersionsAsync(_model, Cancellation))[1].IsAnnotated);
        Assert.Null((await Registry.AnnotateAsync(_model, 1, new(""), Cancellation)).Description);
        await Registry.DeleteAsync(_model, 1, Boss, Cancellation);
        await Assert.ThrowsAsync<ModelNotFoundException>(() => Registry.AnnotateAsync(_model, 1, new("again"), Cancellation));
        await Assert.ThrowsAsync<ModelNotFoundException>(() => Registry.AnnotateAsync("nwes", null, new("again"), Cancellation));
    }

    [Fact]
    public async Task Tags_given_by_many_at_the_same_time_are_all_there()
    {
        await PublishAsync(1);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => new ModelRegistry(Open(), _time).AnnotateAsync(
            _model, null, new(tags: new Dictionary<string, string?> { [$"tag-{i}"] = $"{i}" }), Cancellation))));

        Assert.Equal(16, (await Registry.GetAnnotationsAsync(_model, null, Cancellation)).Tags.Count);
    }

    /// <summary>Lets others act before the call of that number, whether they succeed or not.</summary>
    /// <returns>Whether there was such a call.</returns>
    private async Task<bool> InterleaveAsync(int at, Func<IObjectStore, Task> one, Func<Task> other)
    {
        var came = false;
        var store = new FaultyObjectStore(Open())
        {
            Before = async call =>
            {
                if (call.Number == at)
                {
                    came = true;
                    await RefusableAsync(other);
                }
            },
        };
        await RefusableAsync(() => one(store));
        return came;
    }

    private static async Task RefusableAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is ModelNotFoundException or VersionConflictException or AliasConflictException)
        {
            // Somebody was faster.
        }
    }

    private static async Task<bool> IsInterruptedAsync(Func<Task> work)
    {
        try
        {
            await work();
            return false;
        }
        catch (RegistryUnavailableException)
        {
            return true;
        }
    }

    /// <summary>Every alias points to a whole version, and every version that is listed is whole.</summary>
    private async Task AssertSoundAsync()
    {
        var versions = await Registry.ListVersionsAsync(_model, Cancellation);
        foreach (var alias in await Registry.ListAliasesAsync(_model, Cancellation))
            Assert.Contains(alias.Version, versions);
        foreach (var version in versions)
            await Registry.OpenAsync(_model, version, Cancellation);
    }

    private Func<IObjectStore, Task> Move(int version, string alias) => async store =>
    {
        var registry = new ModelRegistry(store, _time);
        var seen = await registry.FindAliasAsync(_model, alias, Cancellation);
        await registry.MoveAliasAsync(_model, alias, version, seen?.ETag, Cancellation);
    };

    private IEnumerable<Func<Task>> Uses(int version) =>
    [
        () => Registry.GetManifestAsync(_model, version, Cancellation),
        () => Registry.OpenAsync(_model, version, Cancellation),
        () => Registry.ResolveAsync(ModelReference.ToVersion(_model, version), Cancellation),
        () => Registry.MoveAliasAsync(_model, "champion", version, null, Cancellation),
        () => Registry.ArchiveAsync(_model, version, archived: true, Cancellation),
        () => Registry.AnnotateAsync(_model, version, new("x"), Cancellation),
    ];

    private static (string?, int) Told(ModelAnnotations annotations) => (annotations.Description, annotations.Tags.Count);

    private async Task<List<string>> FilesAsync()
    {
        var files = new List<string>();
        await foreach (var file in Open().ListTreeAsync(ObjectKey.Of("models", _model, "versions"), Cancellation))
            files.Add(file);
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    /// <summary>Goes on with a model whose champion is version 1, and which has another version.</summary>
    /// <returns>The other version.</returns>
    private async Task<int> StartAnewAsync(int number)
    {
        _model = $"news-{number}";
        await MoveAsync(await PublishNewAsync());
        return await PublishNewAsync();
    }

    private async Task<int> PublishNewAsync() => (await Registry.PublishAsync(_model, SamplePackages.Of("a", "b"), Cancellation)).Version!.Value;

    private async Task PublishAsync(int versions)
    {
        for (var i = 0; i < versions; i++)
            await PublishNewAsync();
    }

    private async Task<ModelAlias> MoveAsync(int version, string alias = "champion")
    {
        var seen = await Registry.FindAliasAsync(_model, alias, Cancellation);
        return await Registry.MoveAliasAsync(_model, alias, version, seen?.ETag, Cancellation);
    }
}
