using System.IO.Hashing;
using System.Runtime.CompilerServices;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Registry;

/// <summary>
/// A store in a folder: a file per object, written beside its place, flushed and renamed. Readers need no lock and may be on a
/// read-only folder; writers of all processes take turns by <c>.lock</c>. Thread-safe, on any file system that can lock files.
/// </summary>
/// <remarks>
/// The folder itself is made by the first write, if its parent is there; a folder that was there and is gone is an error, not an empty
/// store. Links inside the folder are not followed. Leases are locked files below <c>.leases</c>, freed by the operating system when
/// their process ends.
/// </remarks>
public sealed class FolderObjectStore : IObjectStore, IDisposable
{
    private readonly FolderRoot _root;
    private readonly FolderLock _lock;
    private bool _swept;

    /// <summary>Makes a store. Touches nothing.</summary>
    /// <param name="path">The folder, absolute or under the current one.</param>
    /// <param name="time">Times the waits for other writers.</param>
    public FolderObjectStore(string path, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(time);
        _root = new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        _lock = new(Path.Combine(_root.FullPath, ".lock"), time);
    }

    /// <inheritdoc/>
    public string Description => $"folder {_root.FullPath}";

    /// <inheritdoc/>
    public Task<StoredObject> ReadAsync(ObjectKey key, string? unlessETag, long maxBytes, CancellationToken cancellationToken) => GuardedAsync(async () =>
    {
        if (!_root.Exists())
            return StoredObject.Absent;
        try
        {
            var path = _root.PathOf(key);
            // A folder is no object; opening one would be refused as if by its permissions.
            if (Directory.Exists(path))
                return StoredObject.Absent;
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous | FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(file);
            if (length > Math.Min(maxBytes, Array.MaxLength))
                return unlessETag is not null && ETagOf(path) == unlessETag ? Unchanged(unlessETag) : new(StoredObjectStatus.TooLarge, default, "");
            var content = new byte[length];
            for (int done = 0, read; done < content.Length; done += read)
            {
                read = await RandomAccess.ReadAsync(file, content.AsMemory(done), done, cancellationToken);
                if (read == 0)
                    throw new IOException($"'{path}' was cut while it was read.");
            }
            var etag = ETagOf(content);
            return etag == unlessETag ? Unchanged(etag) : new(StoredObjectStatus.Found, content, etag);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException && _root.Exists())
        {
            return StoredObject.Absent;
        }
    });

    /// <inheritdoc/>
    public Task<string?> WriteAsync(ObjectKey key, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken) => GuardedAsync(async () =>
    {
        using var turn = await EnterAsync(cancellationToken);
        var path = _root.PathOf(key);
        if (condition.IfAbsent && Path.Exists(path))
            return null;
        if (condition.IfETag is { } expected && !(File.Exists(path) && ETagOf(path) == expected))
            return null;
        cancellationToken.ThrowIfCancellationRequested();
        _root.EnsureFolder(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, stream => stream.Write(content.Span));
        return ETagOf(content.Span);
    });

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(ObjectKey key, CancellationToken cancellationToken) => GuardedAsync(async () =>
    {
        if (!_root.Exists())
            return false;
        using var turn = await EnterAsync(cancellationToken);
        var path = _root.PathOf(key);
        var there = File.Exists(path);
        if (there)
            File.Delete(path);
        return there;
    });

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListObjectsAsync(ObjectKey folder, CancellationToken cancellationToken) =>
        ListAsync(folder, (path, options) => Directory.EnumerateFiles(path, "*", options), recurse: false, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListFoldersAsync(ObjectKey folder, CancellationToken cancellationToken) =>
        ListAsync(folder, (path, options) => Directory.EnumerateDirectories(path, "*", options), recurse: false, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListTreeAsync(ObjectKey folder, CancellationToken cancellationToken) =>
        ListAsync(folder, (path, options) => Directory.EnumerateFiles(path, "*", options), recurse: true, cancellationToken);

    /// <inheritdoc/>
    public Task<IStoreLease?> TryAcquireLeaseAsync(ObjectKey key, CancellationToken cancellationToken) => GuardedAsync(() =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = Path.Combine(_root.FullPath, ".leases", Path.GetRelativePath(_root.FullPath, _root.PathOf(key)));
        _root.Ensure();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return Task.FromResult<IStoreLease?>(FolderLock.TryOpen(path) is { } file ? new Lease(file) : null);
    });

    /// <summary>Frees what the store itself holds; its folder and leases stay.</summary>
    public void Dispose() => _lock.Dispose();

    private static string ETagOf(ReadOnlySpan<byte> content) => $"\"{Convert.ToHexStringLower(XxHash128.Hash(content))}\"";

    private static string ETagOf(string path)
    {
        var hash = new XxHash128();
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        hash.Append(file);
        return $"\"{Convert.ToHexStringLower(hash.GetCurrentHash())}\"";
    }

    private static StoredObject Unchanged(string etag) => new(StoredObjectStatus.Unchanged, default, etag);

    private async IAsyncEnumerable<string> ListAsync(
        ObjectKey folder, Func<string, EnumerationOptions, IEnumerable<string>> enumerate, bool recurse, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = await GuardedAsync(() => Task.FromResult(_root.Exists() ? NamesIn(_root.PathOf(folder)) : []));
        foreach (var name in names)
            yield return name;

        string[] NamesIn(string path)
        {
            var options = new EnumerationOptions { RecurseSubdirectories = recurse, AttributesToSkip = FileAttributes.ReparsePoint };
            try
            {
                var found = new List<string>();
                foreach (var entry in enumerate(path, options))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var segments = Path.GetRelativePath(path, entry).Split(Path.DirectorySeparatorChar);
                    var decoded = Array.ConvertAll(segments, FileNames.SegmentOf);
                    if (!decoded.Contains(null))
                        found.Add(string.Join('/', decoded));
                }
                return [.. found.Order(StringComparer.Ordinal)];
            }
            catch (DirectoryNotFoundException) when (_root.Exists())
            {
                return [];
            }
        }
    }

    private async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        _root.Ensure();
        var turn = await _lock.EnterAsync(cancellationToken);
        try
        {
            SweepOnce();
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Removes what killed writers left. Whoever has the turn is the only writer, so every unfinished file is nobody's.</summary>
    private void SweepOnce()
    {
        if (_swept)
            return;
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var unfinished in Directory.EnumerateFiles(_root.FullPath, AtomicFile.TemporaryPrefix + "*", options))
            File.Delete(unfinished);
        _swept = true;
    }

    private async Task<T> GuardedAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RegistryUnavailableException($"The registry folder '{_root.FullPath}' cannot be used: {e.Message}", e);
        }
    }

    private sealed class Lease(FileStream file) : IStoreLease
    {
        /// <summary>Never: the lock stays as long as the file is open.</summary>
        public CancellationToken Lost => CancellationToken.None;

        public ValueTask DisposeAsync() => file.DisposeAsync();
    }
}
