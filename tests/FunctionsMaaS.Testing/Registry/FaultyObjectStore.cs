using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Testing.Registry;

/// <summary>What goes wrong with one call.</summary>
public enum StoreFault
{
    None,

    /// <summary>The storage cannot be reached: the call does nothing and throws.</summary>
    Refused,

    /// <summary>The call does its work, and its caller is killed before it learns so.</summary>
    AnswerLost,

    /// <summary>The answer of a write is lost and the write repeated, as storage clients do: the caller hears of the second attempt only.</summary>
    Repeated,

    /// <summary>The storage takes the call and does not answer, until its caller gives up.</summary>
    Silent,
}

/// <summary>One call of a store.</summary>
/// <param name="Number">From 1, in the order of their begin.</param>
/// <param name="Member">The member of <see cref="IObjectStore"/>.</param>
/// <param name="Key">The key or folder.</param>
public sealed record StoreCall(int Number, string Member, string Key);

/// <summary>Another store, whose calls are recorded and go wrong as told.</summary>
public sealed class FaultyObjectStore(IObjectStore inner) : IObjectStore
{
    private readonly ConcurrentQueue<StoreCall> _calls = new();
    private readonly ConcurrentQueue<Lease> _leases = new();
    private int _count;

    public string Description => inner.Description;

    /// <summary>Decides what goes wrong; by default nothing does.</summary>
    public Func<StoreCall, StoreFault> FaultOf { get; set; } = _ => StoreFault.None;

    /// <summary>What others do just before a call.</summary>
    public Func<StoreCall, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Whether every call is refused.</summary>
    public bool IsDown { get; set; }

    public IReadOnlyList<StoreCall> Calls => [.. _calls];

    public Task<StoredObject> ReadAsync(ObjectKey key, string? unlessETag, long maxBytes, CancellationToken cancellationToken) =>
        CallAsync(nameof(ReadAsync), key, () => inner.ReadAsync(key, unlessETag, maxBytes, cancellationToken), cancellationToken);

    public Task<string?> WriteAsync(ObjectKey key, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken) =>
        CallAsync(nameof(WriteAsync), key, () => inner.WriteAsync(key, content, condition, cancellationToken), cancellationToken);

    public Task<bool> DeleteAsync(ObjectKey key, CancellationToken cancellationToken) =>
        CallAsync(nameof(DeleteAsync), key, () => inner.DeleteAsync(key, cancellationToken), cancellationToken);

    public IAsyncEnumerable<string> ListObjectsAsync(ObjectKey folder, CancellationToken cancellationToken) =>
        CallEach(nameof(ListObjectsAsync), folder, inner.ListObjectsAsync(folder, cancellationToken), cancellationToken);

    public IAsyncEnumerable<string> ListFoldersAsync(ObjectKey folder, CancellationToken cancellationToken) =>
        CallEach(nameof(ListFoldersAsync), folder, inner.ListFoldersAsync(folder, cancellationToken), cancellationToken);

    public IAsyncEnumerable<string> ListTreeAsync(ObjectKey folder, CancellationToken cancellationToken) =>
        CallEach(nameof(ListTreeAsync), folder, inner.ListTreeAsync(folder, cancellationToken), cancellationToken);

    public Task<IStoreLease?> TryAcquireLeaseAsync(ObjectKey key, CancellationToken cancellationToken) =>
        CallAsync(nameof(TryAcquireLeaseAsync), key, async () =>
        {
            if (await inner.TryAcquireLeaseAsync(key, cancellationToken) is not { } granted)
                return null;
            var lease = new Lease(granted);
            _leases.Enqueue(lease);
            return (IStoreLease?)lease;
        }, cancellationToken);

    /// <summary>Takes every lease from its holder; others can have it at once.</summary>
    public async Task LoseLeasesAsync()
    {
        while (_leases.TryDequeue(out var lease))
            await lease.LoseAsync();
    }

    private async Task<T> CallAsync<T>(string member, ObjectKey key, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(member, key, cancellationToken);
        if (fault == StoreFault.Refused)
            throw new RegistryUnavailableException("The storage is down.");
        var answer = await call();
        // A lease ends with the process that held it.
        if (fault == StoreFault.AnswerLost && answer is IAsyncDisposable held)
            await held.DisposeAsync();
        return fault switch
        {
            StoreFault.AnswerLost => throw new RegistryUnavailableException("The connection was reset."),
            StoreFault.Repeated => await call(),
            _ => answer,
        };
    }

    private async IAsyncEnumerable<string> CallEach(
        string member, ObjectKey folder, IAsyncEnumerable<string> names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await BeginAsync(member, folder, cancellationToken) is StoreFault.Refused or StoreFault.AnswerLost)
            throw new RegistryUnavailableException("The storage is down.");
        await foreach (var name in names)
            yield return name;
    }

    private async Task<StoreFault> BeginAsync(string member, ObjectKey key, CancellationToken cancellationToken)
    {
        var call = new StoreCall(Interlocked.Increment(ref _count), member, key.Value);
        _calls.Enqueue(call);
        await Before(call);
        var fault = IsDown ? StoreFault.Refused : FaultOf(call);
        if (fault == StoreFault.Silent)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return fault;
    }

    private sealed class Lease(IStoreLease inner) : IStoreLease
    {
        private readonly CancellationTokenSource _lost = CancellationTokenSource.CreateLinkedTokenSource(inner.Lost);
        private bool _isOver;

        public CancellationToken Lost => _lost.Token;

        public async Task LoseAsync()
        {
            if (_isOver)
                return;
            await inner.DisposeAsync();
            await _lost.CancelAsync();
        }

        public async ValueTask DisposeAsync()
        {
            _isOver = true;
            await inner.DisposeAsync();
            _lost.Dispose();
        }
    }
}
