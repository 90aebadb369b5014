using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Azure.Registry;

/// <summary>A store in a Blob container, made when first written to. Thread-safe, and safe with any number of other processes.</summary>
internal sealed class BlobObjectStore : IObjectStore
{
    private readonly BlobContainerClient _container;
    private readonly TimeProvider _time;

    public BlobObjectStore(BlobContainerClient container, TimeProvider time)
    {
        _container = container;
        _time = time;
        // Without its query, where a shared access signature would be.
        Description = $"blob container {container.Uri.GetLeftPart(UriPartial.Path)}";
    }

    public string Description { get; }

    public Task<StoredObject> ReadAsync(ObjectKey key, string? unlessETag, long maxBytes, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var options = new BlobDownloadOptions { Conditions = unlessETag is null ? null : new() { IfNoneMatch = new ETag(unlessETag) } };
        try
        {
            var response = await _container.GetBlobClient(key.Value).DownloadStreamingAsync(options, cancellationToken);
            if (response.GetRawResponse().Status == 304)
                return new(StoredObjectStatus.Unchanged, default, unlessETag!);
            using var download = response.Value;
            if (download.Details.ContentLength > Math.Min(maxBytes, Array.MaxLength))
                return new(StoredObjectStatus.TooLarge, default, "");
            var content = new byte[download.Details.ContentLength];
            await download.Content.ReadExactlyAsync(content, cancellationToken);
            return new(StoredObjectStatus.Found, content, download.Details.ETag.ToString());
        }
        catch (RequestFailedException e) when (BlobFailures.IsAbsent(e))
        {
            return StoredObject.Absent;
        }
    }, cancellationToken);

    public Task<string?> WriteAsync(ObjectKey key, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var blob = _container.GetBlockBlobClient(key.Value);
        try
        {
            return await InContainerAsync(() => BlobUpload.WriteAsync(blob, content, ConditionsOf(condition), cancellationToken), cancellationToken);
        }
        catch (RequestFailedException e) when (condition != WriteCondition.None && BlobFailures.IsConditionNotMet(e))
        {
            return null;
        }
    }, cancellationToken);

    public Task<bool> DeleteAsync(ObjectKey key, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        try
        {
            return (await _container.GetBlobClient(key.Value).DeleteIfExistsAsync(cancellationToken: cancellationToken)).Value;
        }
        catch (RequestFailedException e) when (BlobFailures.IsAbsent(e))
        {
            return false;
        }
    }, cancellationToken);

    public IAsyncEnumerable<string> ListObjectsAsync(ObjectKey folder, CancellationToken cancellationToken) =>
        ListAsync(folder, (prefix, names) => ListLevelAsync(prefix, item => item.IsBlob ? item.Blob.Name[prefix.Length..] : null, names, cancellationToken), cancellationToken);

    public IAsyncEnumerable<string> ListFoldersAsync(ObjectKey folder, CancellationToken cancellationToken) =>
        ListAsync(folder, (prefix, names) => ListLevelAsync(prefix, item => item.IsPrefix ? item.Prefix[prefix.Length..^1] : null, names, cancellationToken), cancellationToken);

    public IAsyncEnumerable<string> ListTreeAsync(ObjectKey folder, CancellationToken cancellationToken) =>
        ListAsync(folder, async (prefix, names) =>
        {
            await foreach (var blob in _container.GetBlobsAsync(new GetBlobsOptions { Prefix = prefix }, cancellationToken))
                names.Add(blob.Name[prefix.Length..]);
        }, cancellationToken);

    public Task<IStoreLease?> TryAcquireLeaseAsync(ObjectKey key, CancellationToken cancellationToken) => GuardAsync<IStoreLease?>(async () =>
    {
        // A leased blob can be written by its holder only, so the lease is on a blob of its own; no key begins with a dot.
        var blob = _container.GetBlockBlobClient($".leases/{key.Value}");
        try
        {
            await InContainerAsync(() => BlobUpload.WriteAsync(blob, default, new() { IfNoneMatch = ETag.All }, cancellationToken), cancellationToken);
        }
        catch (RequestFailedException e) when (BlobFailures.IsConditionNotMet(e) || e.ErrorCode == BlobErrorCode.LeaseIdMissing)
        {
            // It is there already.
        }
        var client = blob.GetBlobLeaseClient();
        var asked = _time.GetTimestamp();
        try
        {
            await client.AcquireAsync(BlobLease.Duration, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return null;
        }
        return new BlobLease(client, asked, _time);
    }, cancellationToken);

    private static BlobRequestConditions? ConditionsOf(WriteCondition condition) =>
        condition.IfAbsent ? new() { IfNoneMatch = ETag.All }
        : condition.IfETag is { } etag ? new() { IfMatch = new ETag(etag) }
        : null;

    /// <summary>Writes, making the container if it was not there.</summary>
    private async Task<T> InContainerAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        try
        {
            return await write();
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            return await write();
        }
    }

    private async Task ListLevelAsync(string prefix, Func<BlobHierarchyItem, string?> select, List<string> names, CancellationToken cancellationToken)
    {
        await foreach (var item in _container.GetBlobsByHierarchyAsync(new GetBlobsByHierarchyOptions { Delimiter = "/", Prefix = prefix }, cancellationToken))
        {
            if (select(item) is { } name)
                names.Add(name);
        }
    }

    private async IAsyncEnumerable<string> ListAsync(ObjectKey folder, Func<string, List<string>, Task> list, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = await GuardAsync(async () =>
        {
            var found = new List<string>();
            try
            {
                await list(folder.Value + "/", found);
            }
            catch (RequestFailedException e) when (BlobFailures.IsAbsent(e))
            {
                return [];
            }
            // The service sorts whole names, delimiter included, which puts 'a-' before 'a/'.
            found.Sort(StringComparer.Ordinal);
            return found;
        }, cancellationToken);
        foreach (var name in names)
            yield return name;
    }

    private Task<T> GuardAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken) => BlobFailures.GuardAsync(Description, call, cancellationToken);
}
