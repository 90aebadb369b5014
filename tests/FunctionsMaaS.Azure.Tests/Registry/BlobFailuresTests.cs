using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using FunctionsMaaS.Azure.Registry;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Packaging;
using Xunit;

namespace FunctionsMaaS.Azure.Tests.Registry;

public sealed class BlobFailuresTests(Azurite azurite)
{
    private const string WrongKey = "d3Jvbmcta2V5LXdyb25nLWtleS13cm9uZy1rZXk=";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Storage_that_is_down_is_told_as_such_by_every_call()
    {
        await using var dying = new Azurite();
        await dying.InitializeAsync();
        var store = BlobStores.Open(dying, "models");
        var registry = new ModelRegistry(store, TimeProvider.System);
        await registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);
        await dying.StopAsync();

        var errors = await ErrorsAsync(store);

        Assert.All(errors, error => Assert.Matches($"^The blob container {dying.BlobServiceUri}/models cannot be reached: .+\\.$", error.Message));
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.OpenAsync("news", 1, Cancellation));
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation));
    }

    [Fact]
    public async Task Storage_that_is_down_is_tried_again_and_then_told_as_such()
    {
        await using var dying = new Azurite();
        await dying.InitializeAsync();
        await dying.StopAsync();
        var client = BlobClients.Impatient();
        client.Retry.MaxRetries = 2;
        client.Retry.Delay = client.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
        var store = new BlobObjectStore(BlobClients.Open(new() { BlobServiceUri = dying.BlobServiceUri }, client).GetBlobContainerClient("models"), TimeProvider.System);

        var errors = await ErrorsAsync(store);

        Assert.All(errors, error => Assert.Contains("cannot be reached: Connection refused", error.Message, StringComparison.Ordinal));
        Assert.All(errors, error => Assert.IsType<AggregateException>(error.InnerException));
    }

    [Fact]
    public async Task A_wrong_key_is_told_as_such_and_shown_nowhere()
    {
        var store = new BlobObjectStore(
            BlobClients.Open(new() { ConnectionString = azurite.ConnectionString.Replace(Azurite.Key, WrongKey, StringComparison.Ordinal) }, BlobClients.Impatient()).GetBlobContainerClient("models"),
            TimeProvider.System);

        var errors = await ErrorsAsync(store);

        Assert.All(errors, error => Assert.Contains(" refuses the caller (403 ", error.Message, StringComparison.Ordinal));
        Assert.All(errors, error => Assert.DoesNotContain(WrongKey, error.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain(WrongKey, store.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shared_access_signature_that_may_only_read_is_told_as_such_and_shown_nowhere()
    {
        var container = Azurite.NewContainer();
        await BlobStores.Open(azurite, container).WriteAsync(ObjectKey.Of("a"), "x"u8.ToArray(), WriteCondition.None, Cancellation);
        var signature = new BlobContainerClient(azurite.ConnectionString, container).GenerateSasUri(
            global::Azure.Storage.Sas.BlobContainerSasPermissions.Read, TimeProvider.System.GetUtcNow().AddHours(1)).Query.TrimStart('?');
        var store = new BlobObjectStore(
            BlobClients.Open(new() { ConnectionString = $"BlobEndpoint={azurite.BlobServiceUri};SharedAccessSignature={signature}" }, BlobClients.Impatient()).GetBlobContainerClient(container),
            TimeProvider.System);

        var read = await store.ReadAsync(ObjectKey.Of("a"), null, 10, Cancellation);
        var error = await Assert.ThrowsAsync<RegistryUnavailableException>(() => store.WriteAsync(ObjectKey.Of("a"), "y"u8.ToArray(), WriteCondition.None, Cancellation));

        Assert.Equal("x"u8.ToArray(), read.Content.ToArray());
        Assert.Contains(" refuses the caller (403 ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sig=", error.ToString(), StringComparison.Ordinal);
        Assert.Equal($"blob container {azurite.BlobServiceUri}/{container}", store.Description);
    }

    [Theory]
    [InlineData(500, "InternalError", "The store answers 500 InternalError.")]
    [InlineData(409, "ContainerBeingDeleted", "The store answers 409 ContainerBeingDeleted.")]
    public async Task A_failure_of_the_service_is_told_by_its_code(int status, string code, string message) =>
        Assert.Equal(message, (await UnavailableAsync(new RequestFailedException(status, "Long text", code, null))).Message);

    [Fact]
    public async Task An_identity_that_gets_no_token_is_told_in_one_line()
    {
        var error = await UnavailableAsync(new CredentialUnavailableException("DefaultAzureCredential failed.\n- EnvironmentCredential is unavailable.\n- ..."));

        Assert.Equal("The store cannot be entered: no identity of this process gets a token (DefaultAzureCredential failed.).", error.Message);
    }

    [Fact]
    public async Task A_timeout_of_the_client_is_no_cancellation_by_the_caller()
    {
        Assert.Equal("The store did not answer in time.", (await UnavailableAsync(new TaskCanceledException())).Message);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => BlobFailures.GuardAsync<int>("store", () => throw new TaskCanceledException(), cancelled.Token));
    }

    [Fact]
    public async Task A_bug_is_not_taken_for_an_outage() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => BlobFailures.GuardAsync<int>("store", () => throw new InvalidOperationException(), Cancellation));

    private static async Task<RegistryUnavailableException> UnavailableAsync(Exception failure)
    {
        var error = await Assert.ThrowsAsync<RegistryUnavailableException>(() => BlobFailures.GuardAsync<int>("store", () => throw failure, Cancellation));
        Assert.Same(failure, error.InnerException);
        return error;
    }

    private static async Task<RegistryUnavailableException[]> ErrorsAsync(IObjectStore store)
    {
        var key = ObjectKey.Of("models", "news");
        return
        [
            await Assert.ThrowsAsync<RegistryUnavailableException>(() => store.ReadAsync(key, null, 10, Cancellation)),
            await Assert.ThrowsAsync<RegistryUnavailableException>(() => store.WriteAsync(key, "x"u8.ToArray(), WriteCondition.Absent, Cancellation)),
            await Assert.ThrowsAsync<RegistryUnavailableException>(() => store.WriteAsync(key, new byte[9_000_000], WriteCondition.None, Cancellation)),
            await Assert.ThrowsAsync<RegistryUnavailableException>(() => store.DeleteAsync(key, Cancellation)),
            await Assert.ThrowsAsync<RegistryUnavailableException>(() => ListAsync(store.ListObjectsAsync(key, Cancellation))),
            await Assert.ThrowsAsync<RegistryUnavailableException>(() => ListAsync(store.ListFoldersAsync(key, Cancellation))),
            await Assert.ThrowsAsync<RegistryUnavailableException>(() => ListAsync(store.ListTreeAsync(key, Cancellation))),
            await Assert.ThrowsAsync<RegistryUnavailableException>(async () => await store.TryAcquireLeaseAsync(key, Cancellation)),
        ];
    }

    private static async Task ListAsync(IAsyncEnumerable<string> names)
    {
        await foreach (var _ in names)
        {
        }
    }
}
