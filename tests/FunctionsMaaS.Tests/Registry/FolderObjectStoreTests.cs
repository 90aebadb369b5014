using System.Text;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Packaging;
using FunctionsMaaS.Testing.Registry;
using Xunit;

namespace FunctionsMaaS.Tests.Registry;

public sealed class FolderObjectStoreTests : ObjectStoreConformanceTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Root => _folder.File("registry");

    protected override IObjectStore Open() => new FolderObjectStore(Root, TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Objects_are_files_that_people_can_find()
    {
        await WriteAsync("models/news/versions/1/manifest.json", "{}");

        Assert.Equal("{}", await File.ReadAllTextAsync(Path.Combine(Root, "models", "news", "versions", "1", "manifest.json"), Cancellation));
    }

    [Fact]
    public async Task Looking_makes_no_folder()
    {
        await ReadAsync("models/news");
        await ListAsync(Open().ListTreeAsync(Key("models"), Cancellation));
        await Open().DeleteAsync(Key("models/news"), Cancellation);

        Assert.False(Directory.Exists(Root));
    }

    [Fact]
    public async Task What_killed_writers_left_is_never_listed_and_is_swept_by_the_next_writer()
    {
        await WriteAsync("models/news/a.json", "whole");
        var left = new[] { Path.Combine(Root, ".tmp-1"), Path.Combine(Root, "models", "news", ".tmp-2"), Path.Combine(Root, "models", "news", "versions", "7", ".tmp-3") };
        Directory.CreateDirectory(Path.GetDirectoryName(left[2])!);
        foreach (var file in left)
            await File.WriteAllTextAsync(file, "half", Cancellation);

        Assert.Equal(["news/a.json"], await ListAsync(Open().ListTreeAsync(Key("models"), Cancellation)));
        Assert.All(left, file => Assert.True(File.Exists(file)));
        await Open().WriteAsync(Key("models/other"), Text("x"), WriteCondition.None, Cancellation);
        Assert.All(left, file => Assert.False(File.Exists(file)));
    }

    [Fact]
    public async Task A_write_leaves_no_other_file()
    {
        await WriteAsync("a/b", "x");
        await WriteAsync("a/b", "y");
        await Open().WriteAsync(Key("a/b"), Text("z"), WriteCondition.Absent, Cancellation);

        Assert.Equal([Path.Combine(Root, ".lock"), Path.Combine(Root, "a", "b")], Directory.GetFiles(Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_writer_waits_for_its_turn()
    {
        await WriteAsync("a", "before");
        Task<string?> write;
        using (new FileStream(Path.Combine(Root, ".lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            write = Open().WriteAsync(Key("a"), Text("after"), WriteCondition.None, Cancellation);
            Assert.Equal("before", TextOf(await ReadAsync("a")));
            Assert.False(write.IsCompleted);
        }

        Assert.NotNull(await write);
        Assert.Equal("after", TextOf(await ReadAsync("a")));
    }

    [Fact]
    public async Task A_writer_gives_up_waiting_after_half_a_minute()
    {
        await WriteAsync("a", "before");
        using var other = new FileStream(Path.Combine(Root, ".lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var time = new ImpatientTimeProvider();

        var error = await Assert.ThrowsAsync<RegistryUnavailableException>(() =>
            new FolderObjectStore(Root, time).WriteAsync(Key("a"), Text("after"), WriteCondition.None, Cancellation));

        Assert.Contains(".lock' stayed locked for 30 s", error.Message, StringComparison.Ordinal);
        Assert.InRange(time.Passed, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(31));
    }

    [Fact]
    public async Task A_waiting_writer_can_be_cancelled_and_does_not_hold_up_others()
    {
        await WriteAsync("a", "before");
        var store = Open();
        using var cancelled = new CancellationTokenSource();
        using (new FileStream(Path.Combine(Root, ".lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            var write = store.WriteAsync(Key("a"), Text("never"), WriteCondition.None, cancelled.Token);
            await cancelled.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        }

        Assert.NotNull(await store.WriteAsync(Key("a"), Text("after"), WriteCondition.None, Cancellation));
    }

    [Fact]
    public async Task A_folder_that_was_there_and_is_gone_is_not_an_empty_registry()
    {
        var store = Open();
        await store.WriteAsync(Key("a"), Text("x"), WriteCondition.None, Cancellation);
        Directory.Delete(Root, recursive: true);

        await UnavailableAsync(store, $"The registry folder '{Root}' is gone: it was there before.");
        Assert.False(Directory.Exists(Root));
    }

    [Fact]
    public async Task A_folder_whose_parent_is_not_there_is_not_made()
    {
        var missing = _folder.File("no/registry");

        await UnavailableAsync(new FolderObjectStore(missing, TimeProvider.System), $"The registry folder '{missing}' cannot be made: there is no folder '{_folder.File("no")}'.");
        Assert.False(Directory.Exists(_folder.File("no")));
    }

    [Fact]
    public async Task A_file_in_place_of_the_folder_is_named()
    {
        await File.WriteAllTextAsync(Root, "a file", Cancellation);

        await UnavailableAsync(Open(), $"The registry folder '{Root}' is a file.");
    }

    [Fact]
    public async Task A_file_in_place_of_a_folder_inside_is_a_reason_not_a_crash()
    {
        await WriteAsync("models", "a file");

        var error = await Assert.ThrowsAsync<RegistryUnavailableException>(() => Open().WriteAsync(Key("models/news/x"), Text("x"), WriteCondition.None, Cancellation));
        Assert.StartsWith($"The registry folder '{Root}' cannot be used: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_may_only_be_read_serves_readers_and_refuses_writers()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Permissions do not stop this user.");
            return;
        }
        await WriteAsync("a/b", "x");
        const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        foreach (var folder in new[] { Path.Combine(Root, "a"), Root })
            File.SetUnixFileMode(folder, ReadOnly);
        File.SetUnixFileMode(Path.Combine(Root, ".lock"), UnixFileMode.UserRead);
        try
        {
            Assert.Equal("x", TextOf(await Open().ReadAsync(Key("a/b"), null, 10, Cancellation)));
            var error = await Assert.ThrowsAsync<RegistryUnavailableException>(() => Open().WriteAsync(Key("a/b"), Text("y"), WriteCondition.None, Cancellation));
            Assert.StartsWith($"The registry folder '{Root}' cannot be used: ", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            foreach (var folder in new[] { Root, Path.Combine(Root, "a") })
                File.SetUnixFileMode(folder, ReadOnly | UnixFileMode.UserWrite);
        }
    }

    [Theory]
    [InlineData("models/news/secret.json", "models/news")]
    [InlineData("models/secret.json", "models/secret.json")]
    public async Task Links_that_lead_out_of_the_folder_are_not_followed(string key, string link)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links needs a privilege there.");
        var outside = _folder.File("outside");
        Directory.CreateDirectory(outside);
        await File.WriteAllTextAsync(Path.Combine(outside, "secret.json"), "secret", Cancellation);
        await WriteAsync("models/other/x", "x");
        var target = link.EndsWith(".json", StringComparison.Ordinal) ? Path.Combine(outside, "secret.json") : outside;
        Directory.CreateSymbolicLink(Path.Combine(Root, link), target);

        var read = await Assert.ThrowsAsync<RegistryUnavailableException>(() => ReadAsync(key));
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => WriteAsync(key, "changed"));
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => Open().DeleteAsync(Key(key), Cancellation));

        Assert.Equal($"'{Path.Combine(Root, link)}' is a link, and links inside a registry folder are not followed.", read.Message);
        Assert.Equal("secret", await File.ReadAllTextAsync(Path.Combine(outside, "secret.json"), Cancellation));
        Assert.Equal(["other/x"], await ListAsync(Open().ListTreeAsync(Key("models"), Cancellation)));
        Assert.Equal(["other"], await ListAsync(Open().ListFoldersAsync(Key("models"), Cancellation)));
    }

    [Fact]
    public async Task A_registry_folder_may_itself_be_a_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links needs a privilege there.");
        Directory.CreateDirectory(_folder.File("disk"));
        Directory.CreateSymbolicLink(Root, _folder.File("disk"));

        await WriteAsync("a/b", "x");

        Assert.Equal("x", await File.ReadAllTextAsync(_folder.File("disk/a/b"), Cancellation));
    }

    private static async Task UnavailableAsync(IObjectStore store, string message)
    {
        var registry = new ModelRegistry(store, TimeProvider.System);
        var errors = new[]
        {
            await Assert.ThrowsAsync<RegistryUnavailableException>(() => store.ReadAsync(Key("a"), null, 10, Cancellation)),
            await Assert.ThrowsAsync<RegistryUnavailableException>(() => store.WriteAsync(Key("a"), Encoding.UTF8.GetBytes("x"), WriteCondition.None, Cancellation)),
            await Assert.ThrowsAsync<RegistryUnavailableException>(() => store.DeleteAsync(Key("a"), Cancellation)),
            await Assert.ThrowsAsync<RegistryUnavailableException>(() => ListAsync(store.ListTreeAsync(Key("a"), Cancellation))),
            await Assert.ThrowsAsync<RegistryUnavailableException>(async () => await store.TryAcquireLeaseAsync(Key("a"), Cancellation)),
            await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation)),
            await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.ResolveAsync(ModelReference.ToAlias("news"), Cancellation)),
        };
        Assert.All(errors, error => Assert.Equal(message, error.Message));
    }
}

public sealed class FolderModelRegistryTests : ModelRegistryConformanceTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override IObjectStore Open() => new FolderObjectStore(_folder.File("registry"), TimeProvider.System);

    public void Dispose() => _folder.Dispose();
}

public sealed class FolderFeedbackStoreTests : FeedbackStoreConformanceTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override IObjectStore Open() => new FolderObjectStore(_folder.File("registry"), TimeProvider.System);

    public void Dispose() => _folder.Dispose();
}
