using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Registry;
using Xunit;

namespace FunctionsMaaS.Azure.Tests.Registry;

public sealed class BlobObjectStoreTests(Azurite azurite) : ObjectStoreConformanceTests
{
    private readonly string _container = Azurite.NewContainer();

    protected override IObjectStore Open() => BlobStores.Open(azurite, _container);

    [Fact]
    public async Task Reading_makes_no_container()
    {
        await ReadAsync("a/b");
        await ListAsync(Open().ListFoldersAsync(Key("a"), Cancellation));
        await ListAsync(Open().ListTreeAsync(Key("a"), Cancellation));
        await Open().DeleteAsync(Key("a"), Cancellation);

        Assert.False(await BlobStores.Container(azurite, _container).ExistsAsync(Cancellation));
    }

    [Fact]
    public async Task Objects_are_blobs_that_people_can_find()
    {
        await WriteAsync("models/news/versions/1/manifest.json", "{}");

        var blob = await BlobStores.Container(azurite, _container).GetBlobClient("models/news/versions/1/manifest.json").DownloadContentAsync(Cancellation);
        Assert.Equal("{}", blob.Value.Content.ToString());
    }
}

public sealed class BlobModelRegistryTests(Azurite azurite) : ModelRegistryConformanceTests
{
    private readonly string _container = Azurite.NewContainer();

    protected override IObjectStore Open() => BlobStores.Open(azurite, _container);
}

public sealed class BlobFeedbackStoreTests(Azurite azurite) : FeedbackStoreConformanceTests
{
    private readonly string _container = Azurite.NewContainer();

    protected override IObjectStore Open() => BlobStores.Open(azurite, _container);
}

public sealed class BlobDatasetStoreTests(Azurite azurite) : DatasetStoreConformanceTests
{
    private readonly string _container = Azurite.NewContainer();

    protected override IObjectStore Open() => BlobStores.Open(azurite, _container);
}
