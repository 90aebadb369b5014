using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using FunctionsMaaS.Azure.Registry;
using FunctionsMaaS.Data;

namespace FunctionsMaaS.Azure.Data;

/// <summary>Reads a dataset out of Blob Storage as it arrives; nothing is written to the disk. Thread-safe.</summary>
internal sealed class BlobDatasetSource(BlobServiceClient account, BlobDatasetPlace place) : IDatasetSource
{
    /// <summary>How many small blobs are asked for ahead: they take a round trip each, and there may be tens of thousands.</summary>
    private const int Ahead = 16;

    private readonly BlobContainerClient _container = account.GetBlobContainerClient(place.Container);

    public string Description => place.ToString();

    public async Task<DatasetParts> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return DatasetReader.IsKnown(place.Name) ? await ReadBlobAsync(cancellationToken) : await ReadPrefixAsync(cancellationToken);
        }
        catch (RequestFailedException e) when (BlobFailures.IsAbsent(e))
        {
            throw new DatasetException($"'{place}' does not exist in {_container.AccountName}.", e);
        }
        catch (Exception e) when (BlobFailures.ReasonOf(e, cancellationToken) is { } reason)
        {
            throw new DatasetException($"'{place}' cannot be read: the account {_container.AccountName} {reason}.", e);
        }
    }

    private async Task<DatasetParts> ReadBlobAsync(CancellationToken cancellationToken)
    {
        using var download = await DownloadAsync(place.Name, cancellationToken);
        return await DatasetReader.ReadAsync(download.Content, place.Name[(place.Name.LastIndexOf('/') + 1)..], cancellationToken);
    }

    private async Task<DatasetParts> ReadPrefixAsync(CancellationToken cancellationToken)
    {
        using var builder = new FolderDatasetBuilder();
        var prefix = place.Name + "/";
        var downloads = new Queue<(string Path, Task<BlobDownloadStreamingResult> Download)>();
        try
        {
            await foreach (var blob in _container.GetBlobsAsync(new GetBlobsOptions { Prefix = prefix, Traits = BlobTraits.Metadata }, cancellationToken))
            {
                var path = blob.Name[prefix.Length..];
                if (IsFolder(blob) || !builder.Takes(path))
                    continue;
                downloads.Enqueue((path, DownloadAsync(blob.Name, cancellationToken)));
                if (downloads.Count > Ahead)
                    await AddNextAsync();
            }
            while (downloads.Count > 0)
                await AddNextAsync();
        }
        finally
        {
            foreach (var (_, download) in downloads)
                await AbandonAsync(download);
        }
        return builder.Build(place.Name[(place.Name.LastIndexOf('/') + 1)..]);

        async Task AddNextAsync()
        {
            var (path, next) = downloads.Dequeue();
            using var download = await next;
            await builder.AddAsync(path, download.Content, cancellationToken);
        }
    }

    private async Task<BlobDownloadStreamingResult> DownloadAsync(string name, CancellationToken cancellationToken) =>
        (await _container.GetBlobClient(name).DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;

    /// <summary>Accounts with a hierarchical namespace list their folders as empty blobs with this mark.</summary>
    private static bool IsFolder(BlobItem blob) =>
        blob.Metadata is { } metadata && metadata.TryGetValue("hdi_isfolder", out var mark) && mark.Equals("true", StringComparison.OrdinalIgnoreCase);

    private static async Task AbandonAsync(Task<BlobDownloadStreamingResult> download)
    {
        try
        {
            (await download).Dispose();
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or OperationCanceledException)
        {
            // The first failure is the one that is reported.
        }
    }
}
