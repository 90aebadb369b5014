using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Azure.Storage.Blobs;
using FunctionsMaaS.Azure.Data;
using FunctionsMaaS.Azure.Registry;
using FunctionsMaaS.Data;
using FunctionsMaaS.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace FunctionsMaaS.Azure.Tests.Data;

public sealed class BlobDatasetSourceTests(Azurite azurite) : IDisposable
{
    private readonly string _container = Azurite.NewContainer();
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_blobs_under_a_prefix_are_read_as_the_same_files_in_a_folder()
    {
        // More than are asked for ahead, in two labels, beside what is not of the dataset.
        var files = Enumerable.Range(0, 50).ToDictionary(i => FormattableString.Invariant($"news/{(i % 2 == 0 ? "a" : "b")}/{i}"), i => $"text number {i}");
        await UploadAsync(files);
        await UploadAsync(new() { ["newsletter/c/1"] = "another dataset", ["news/a/.hidden"] = "hidden" });

        var read = await ReadAsync("news");
        var expected = await FromDiskAsync(files, "news");

        Assert.Equal("news", read.Train.Name);
        Assert.Equal(expected.Train.Digest, read.Train.Digest);
        Assert.Equal(expected.Train.Examples, read.Train.Examples);
        Assert.Null(read.Test);
    }

    [Fact]
    public async Task Folders_train_and_test_under_a_prefix_are_the_two_parts()
    {
        var files = new Dictionary<string, string> { ["sets/news/train/a/1"] = "one", ["sets/news/train/b/2"] = "two", ["sets/news/test/a/3"] = "three" };
        await UploadAsync(files);

        var read = await ReadAsync("sets/news/");

        Assert.Equal(["one", "two"], read.Train.Examples.Select(e => e.Text));
        Assert.Equal(["three"], read.Test!.Examples.Select(e => e.Text));
    }

    [Fact]
    public async Task A_folder_mark_of_a_hierarchical_account_is_no_text()
    {
        await UploadAsync(new() { ["news/a/1"] = "one", ["news/b/2"] = "two" });
        foreach (var folder in new[] { "news/a", "news/b" })
        {
            var blob = Container.GetBlobClient(folder);
            await blob.UploadAsync(BinaryData.FromString(""), Cancellation);
            await blob.SetMetadataAsync(new Dictionary<string, string> { ["hdi_isfolder"] = "true" }, cancellationToken: Cancellation);
        }

        Assert.Equal(2, (await ReadAsync("news")).Train.Examples.Count);
    }

    [Fact]
    public async Task A_blob_in_a_known_format_is_read_as_the_same_file()
    {
        const string Lines = "{\"label\":\"a\",\"text\":\"one\"}\n{\"label\":\"b\",\"text\":\"two\"}\n";
        await UploadAsync(new() { ["sets/news.jsonl"] = Lines });

        var read = await ReadAsync("sets/news.jsonl");

        Assert.Equal("news.jsonl", read.Train.Name);
        Assert.Equal([("a", "one"), ("b", "two")], read.Train.Examples.Select(e => (e.Label, e.Text)));
    }

    [Fact]
    public async Task An_archive_is_read_as_it_arrives()
    {
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(new GZipStream(archive, CompressionLevel.Fastest, leaveOpen: true)))
        {
            foreach (var (path, text) in new[] { ("train/a/1", "one"), ("train/b/2", "two"), ("test/a/3", "three") })
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        }
        archive.Position = 0;
        await Container.CreateIfNotExistsAsync(cancellationToken: Cancellation);
        await Container.UploadBlobAsync("news.tar.gz", archive, Cancellation);

        var read = await ReadAsync("news.tar.gz");

        Assert.Equal(2, read.Train.Examples.Count);
        Assert.Single(read.Test!.Examples);
    }

    [Fact]
    public async Task What_is_not_there_is_named()
    {
        Assert.Equal($"'blob:{_container}/news.csv' does not exist in devstoreaccount1.", (await RefusedAsync("news.csv")).Message);
        Assert.Equal($"'blob:{_container}/news' does not exist in devstoreaccount1.", (await RefusedAsync("news")).Message);
        await UploadAsync(new() { ["newsletter/a/1"] = "one" });
        Assert.Equal($"'blob:{_container}/news.csv' does not exist in devstoreaccount1.", (await RefusedAsync("news.csv")).Message);
        Assert.Contains("'news' holds no texts", (await RefusedAsync("news")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_text_is_refused()
    {
        await UploadAsync(Enumerable.Range(0, 40).ToDictionary(i => FormattableString.Invariant($"news/a/{i:00}"), i => i == 3 ? "bi\0nary" : "text"));

        Assert.Contains("a/03", (await RefusedAsync("news")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_refused()
    {
        await UploadAsync(new() { ["news.jsonl.gz"] = "this is not gzip" });

        Assert.Contains("news.jsonl.gz", (await RefusedAsync("news.jsonl.gz")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_refuses_the_caller_is_named_and_its_key_is_not()
    {
        const string WrongKey = "d3Jvbmcta2V5LXdyb25nLWtleS13cm9uZy1rZXk=";
        var account = BlobClients.Open(new() { ConnectionString = azurite.ConnectionString.Replace(Azurite.Key, WrongKey, StringComparison.Ordinal) }, BlobClients.Impatient());

        foreach (var name in new[] { "news", "news.csv" })
        {
            var error = await Assert.ThrowsAsync<DatasetException>(() => new BlobDatasetSource(account, new(_container, name)).ReadAsync(Cancellation));
            Assert.StartsWith($"'blob:{_container}/{name}' cannot be read: the account devstoreaccount1 refuses the caller (403", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(WrongKey, error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Reading_can_be_cancelled()
    {
        await UploadAsync(new() { ["news/a/1"] = "one" });
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Source("news").ReadAsync(cancelled.Token));
    }

    [Theory]
    [InlineData("blob:datasets/newsgroups.tar.gz", "datasets", "newsgroups.tar.gz")]
    [InlineData("blob:datasets/newsgroups/train/", "datasets", "newsgroups/train")]
    public void A_place_is_a_container_and_a_name(string dataset, string container, string name)
    {
        Assert.True(BlobDatasetPlace.TryParse(dataset, out var place));
        Assert.Equal(new(container, name), place);
    }

    [Theory]
    [InlineData("blob:")]
    [InlineData("blob:datasets")]
    [InlineData("blob:datasets/")]
    [InlineData("blob:/news")]
    [InlineData("data/newsgroups")]
    [InlineData("BLOB:datasets/news")]
    public void Anything_else_is_no_place(string dataset) => Assert.False(BlobDatasetPlace.TryParse(dataset, out _));

    [Fact]
    public async Task A_setting_that_begins_with_blob_names_a_dataset_in_the_registrys_account()
    {
        await UploadAsync(new() { ["news/a/1"] = "one", ["news/b/2"] = "two" });
        await using var services = Services(new() { ["Maas:Dataset"] = $"blob:{_container}/news", ["Maas:Registry:ConnectionString"] = azurite.ConnectionString });

        var source = services.GetRequiredService<IDatasetSource>();

        Assert.Equal($"blob:{_container}/news", source.Description);
        Assert.Equal(2, (await source.ReadAsync(Cancellation)).Train.Examples.Count);
    }

    [Fact]
    public async Task Another_setting_is_left_to_the_source_that_was_there()
    {
        await using var services = Services(new() { ["Maas:Dataset"] = _folder.Path });
        Assert.Equal(_folder.Path, services.GetRequiredService<IDatasetSource>().Description);

        var own = new FileDatasetSource("own");
        await using var others = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<IDatasetSource>(own)
            .AddFunctionsMaaS().UseBlobRegistry()
            .BuildServiceProvider();
        Assert.Same(own, others.GetRequiredService<IDatasetSource>());
    }

    [Theory]
    [InlineData("blob:datasets", null, "Maas:Dataset is 'blob:datasets'; allowed is blob:CONTAINER/NAME")]
    [InlineData("blob:datasets/news", null, "no storage account is configured")]
    [InlineData("blob:datasets/news", "AccountName=maas", "Maas:Registry:ConnectionString")]
    public void A_setting_that_cannot_work_is_told_at_start(string dataset, string? connection, string fault)
    {
        using var services = Services(new() { ["Maas:Dataset"] = dataset, ["Maas:Registry:ConnectionString"] = connection });

        var error = Assert.ThrowsAny<Exception>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(fault, error.ToString(), StringComparison.Ordinal);
    }

    private BlobContainerClient Container => new(azurite.ConnectionString, _container, BlobClients.Impatient());

    private BlobDatasetSource Source(string name)
    {
        Assert.True(BlobDatasetPlace.TryParse($"blob:{_container}/{name}", out var place));
        return new(BlobClients.Open(new() { ConnectionString = azurite.ConnectionString }, BlobClients.Impatient()), place);
    }

    private Task<DatasetParts> ReadAsync(string name) => Source(name).ReadAsync(Cancellation);

    private Task<DatasetException> RefusedAsync(string name) => Assert.ThrowsAsync<DatasetException>(() => ReadAsync(name));

    private async Task UploadAsync(Dictionary<string, string> blobs)
    {
        await Container.CreateIfNotExistsAsync(cancellationToken: Cancellation);
        foreach (var (name, text) in blobs)
            await Container.UploadBlobAsync(name, BinaryData.FromString(text), Cancellation);
    }

    private async Task<DatasetParts> FromDiskAsync(Dictionary<string, string> files, string root)
    {
        foreach (var (name, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
            await File.WriteAllTextAsync(_folder.File(name), text, Cancellation);
        }
        return await new FileDatasetSource(_folder.File(root)).ReadAsync(Cancellation);
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .AddFunctionsMaaS().UseBlobRegistry()
        .BuildServiceProvider();
}
