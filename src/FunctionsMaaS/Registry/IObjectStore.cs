namespace FunctionsMaaS.Registry;

/// <summary>
/// The little a registry needs of a storage: whole objects by key, conditional writes, listing and leases. Implemented in memory, on a
/// folder and on Blob Storage; all pass one conformance suite. Thread-safe, and safe across processes where the storage is shared.
/// Keys are segments of <c>[A-Za-z0-9._-]</c> joined by <c>/</c>, see <see cref="ObjectKey"/>;
/// no key of an object is also the folder of another.
/// </summary>
/// <remarks>Every member throws <see cref="RegistryUnavailableException"/> when the storage cannot be reached or refuses the caller.</remarks>
public interface IObjectStore
{
    /// <summary>Where this store is, for messages and logs; contains no secret.</summary>
    string Description { get; }

    /// <summary>Reads a whole object, or learns that it is absent or unchanged. A reader never sees half a write.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="unlessETag">Answer <see cref="StoredObjectStatus.Unchanged"/>, without content, if the object still has this ETag.</param>
    /// <param name="maxBytes">Answer <see cref="StoredObjectStatus.TooLarge"/>, without content, if the object is larger.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<StoredObject> ReadAsync(ObjectKey key, string? unlessETag, long maxBytes, CancellationToken cancellationToken);

    /// <summary>Writes a whole object, durably, all or nothing.</summary>
    /// <returns>The new ETag, or <see langword="null"/> if the condition did not hold and nothing was written.</returns>
    Task<string?> WriteAsync(ObjectKey key, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken);

    /// <summary>Deletes an object.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> DeleteAsync(ObjectKey key, CancellationToken cancellationToken);

    /// <summary>Lists the names of the objects directly under a folder, without the folder's key, in ordinal order.</summary>
    IAsyncEnumerable<string> ListObjectsAsync(ObjectKey folder, CancellationToken cancellationToken);

    /// <summary>Lists the names of the folders directly under a folder, in ordinal order.</summary>
    IAsyncEnumerable<string> ListFoldersAsync(ObjectKey folder, CancellationToken cancellationToken);

    /// <summary>Lists the objects at any depth under a folder, as paths relative to it such as <c>3/manifest.json</c>, in any order; quick with tens of thousands.</summary>
    IAsyncEnumerable<string> ListTreeAsync(ObjectKey folder, CancellationToken cancellationToken);

    /// <summary>Takes an exclusive lease on a key if nobody holds one; it renews itself until disposed, and ends with its process or within a minute of it.</summary>
    /// <returns>The lease, or <see langword="null"/> if somebody else holds it.</returns>
    Task<IStoreLease?> TryAcquireLeaseAsync(ObjectKey key, CancellationToken cancellationToken);
}

/// <summary>An exclusive right that ends when disposed.</summary>
public interface IStoreLease : IAsyncDisposable
{
    /// <summary>Is cancelled when the lease could not be renewed: somebody else may hold it now, so stop.</summary>
    CancellationToken Lost { get; }
}

/// <summary>The outcome of a read.</summary>
public enum StoredObjectStatus
{
    /// <summary>No such object.</summary>
    Absent,

    /// <summary>It still has the ETag the caller named.</summary>
    Unchanged,

    /// <summary>Read; content and ETag are given.</summary>
    Found,

    /// <summary>It is there, but larger than the caller allowed, so it was not read.</summary>
    TooLarge,
}

/// <summary>An object as read.</summary>
/// <param name="Status">The outcome.</param>
/// <param name="Content">The content if found, else empty.</param>
/// <param name="ETag">The ETag if found or unchanged, else empty.</param>
public readonly record struct StoredObject(StoredObjectStatus Status, ReadOnlyMemory<byte> Content, string ETag)
{
    /// <summary>The answer for an object that is not there.</summary>
    public static StoredObject Absent => new(StoredObjectStatus.Absent, default, "");
}

/// <summary>When a write may happen.</summary>
/// <param name="IfAbsent">Only if no such object exists.</param>
/// <param name="IfETag">Only if the object has this ETag.</param>
public readonly record struct WriteCondition(bool IfAbsent, string? IfETag)
{
    /// <summary>Always.</summary>
    public static WriteCondition None => default;

    /// <summary>Only if no such object exists.</summary>
    public static WriteCondition Absent => new(true, null);

    /// <summary>Only if the object still has <paramref name="etag"/>.</summary>
    public static WriteCondition Matches(string etag) => new(false, etag);
}
