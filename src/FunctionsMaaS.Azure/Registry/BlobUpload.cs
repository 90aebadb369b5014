using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace FunctionsMaaS.Azure.Registry;

/// <summary>Writes a whole blob in one conditional step.</summary>
internal static class BlobUpload
{
    /// <summary>Larger contents are sent in blocks of this size, so that a failure repeats a block and not the whole.</summary>
    private const int BlockBytes = 4 * 1024 * 1024;

    private const int BlocksAtOnce = 4;

    private const int MaxTries = 10;

    /// <returns>The ETag of what was written.</returns>
    /// <exception cref="RequestFailedException">The condition does not hold, or the service failed.</exception>
    public static Task<string> WriteAsync(BlockBlobClient blob, ReadOnlyMemory<byte> content, BlobRequestConditions? conditions, CancellationToken cancellationToken) =>
        content.Length <= BlockBytes
            ? AtOnceAsync(blob, content, conditions, cancellationToken)
            : InBlocksAsync(blob, content, conditions, cancellationToken);

    private static async Task<string> AtOnceAsync(BlockBlobClient blob, ReadOnlyMemory<byte> content, BlobRequestConditions? conditions, CancellationToken cancellationToken)
    {
        using var stream = BinaryData.FromBytes(content).ToStream();
        var written = await blob.UploadAsync(stream, new BlobUploadOptions { Conditions = conditions }, cancellationToken);
        return written.Value.ETag.ToString();
    }

    /// <summary>
    /// Sends blocks and commits them in one conditional step. The client could do so itself, but names blocks by their offsets: two
    /// writers of the same blob would then replace each other's blocks before either commits.
    /// </summary>
    private static async Task<string> InBlocksAsync(BlockBlobClient blob, ReadOnlyMemory<byte> content, BlobRequestConditions? conditions, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await OnceInBlocksAsync(blob, content, conditions, cancellationToken);
            }
            // Another writer's commit discards the blocks that others have sent so far. Sent again, they meet the condition or fail it.
            catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.InvalidBlockList && tries < MaxTries)
            {
            }
        }
    }

    private static async Task<string> OnceInBlocksAsync(BlockBlobClient blob, ReadOnlyMemory<byte> content, BlobRequestConditions? conditions, CancellationToken cancellationToken)
    {
        var writer = Guid.NewGuid();
        var ids = Enumerable.Range(0, (content.Length + BlockBytes - 1) / BlockBytes).Select(i => BlockId(writer, i)).ToArray();
        var options = new ParallelOptions { MaxDegreeOfParallelism = BlocksAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, ids.Length, options, async (i, token) =>
        {
            using var stream = BinaryData.FromBytes(content.Slice(i * BlockBytes, Math.Min(BlockBytes, content.Length - i * BlockBytes))).ToStream();
            await blob.StageBlockAsync(ids[i], stream, cancellationToken: token);
        });
        var written = await blob.CommitBlockListAsync(ids, new CommitBlockListOptions { Conditions = conditions }, cancellationToken);
        return written.Value.ETag.ToString();
    }

    /// <summary>Base64 of a fixed length, as the service demands of all blocks of a blob.</summary>
    private static string BlockId(Guid writer, int number) => Convert.ToBase64String([.. writer.ToByteArray(), .. BitConverter.GetBytes(number)]);
}
