using System.Globalization;
using System.Runtime.CompilerServices;

namespace FunctionsMaaS.Registry;

/// <summary>A store in memory: for tests, trials and tools that need no other. Gone with its process. Thread-safe.</summary>
public sealed class MemoryObjectStore : IObjectStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (byte[] Content, string ETag)> _objects = new(StringComparer.Ordinal);
    private readonly HashSet<string> _leases = new(StringComparer.Ordinal);
    private long _writes;

    /// <inheritdoc/>
    public string Description => "memory";

    /// <inheritdoc/>
    public Task<StoredObject> ReadAsync(ObjectKey key, string? unlessETag, long maxBytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!_objects.TryGetValue(key.Value, out var found))
                return Task.FromResult(StoredObject.Absent);
            if (found.ETag == unlessETag)
                return Task.FromResult(new StoredObject(StoredObjectStatus.Unchanged, default, found.ETag));
            return Task.FromResult(found.Content.Length > maxBytes
                ? new StoredObject(StoredObjectStatus.TooLarge, default, "")
                : new StoredObject(StoredObjectStatus.Found, found.Content, found.ETag));
        }
    }

    /// <inheritdoc/>
    public Task<string?> WriteAsync(ObjectKey key, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var copy = content.ToArray();
        lock (_lock)
        {
            var there = _objects.TryGetValue(key.Value, out var found);
            if ((condition.IfAbsent && there) || (condition.IfETag is { } expected && !(there && found.ETag == expected)))
                return Task.FromResult<string?>(null);
            // A counter, not a digest: an object that is changed and changed back was changed.
            var etag = string.Create(CultureInfo.InvariantCulture, $"\"{++_writes}\"");
            _objects[key.Value] = (copy, etag);
            return Task.FromResult<string?>(etag);
        }
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
            return Task.FromResult(_objects.Remove(key.Value));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListObjectsAsync(ObjectKey folder, CancellationToken cancellationToken) =>
        Below(folder, path => path.Contains('/', StringComparison.Ordinal) ? null : path, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListFoldersAsync(ObjectKey folder, CancellationToken cancellationToken) =>
        Below(folder, path => path.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? path[..slash] : null, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListTreeAsync(ObjectKey folder, CancellationToken cancellationToken) =>
        Below(folder, path => path, cancellationToken);

    /// <inheritdoc/>
    public Task<IStoreLease?> TryAcquireLeaseAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
            return Task.FromResult<IStoreLease?>(_leases.Add(key.Value) ? new Lease(this, key.Value) : null);
    }

    private async IAsyncEnumerable<string> Below(
        ObjectKey folder, Func<string, string?> select, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var prefix = folder.Value + "/";
        string[] names;
        lock (_lock)
        {
            names = [.. _objects.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(key => select(key[prefix.Length..])).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }
        foreach (var name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return name;
        }
    }

    private sealed class Lease(MemoryObjectStore store, string key) : IStoreLease
    {
        private int _released;

        /// <summary>Never: what is in one process cannot be lost to another.</summary>
        public CancellationToken Lost => CancellationToken.None;

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _released, 1) == 0)
            {
                lock (store._lock)
                    store._leases.Remove(key);
            }
            return ValueTask.CompletedTask;
        }
    }
}
