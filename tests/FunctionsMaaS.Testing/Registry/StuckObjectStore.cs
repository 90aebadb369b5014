using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Testing.Registry;

/// <summary>A store that never answers, until its caller gives up.</summary>
public sealed class StuckObjectStore : IObjectStore
{
    private readonly Channel<bool> _asked = Channel.CreateUnbounded<bool>();

    public string Description => "stuck";

    /// <summary>Waits until one more call has begun.</summary>
    public ValueTask<bool> AskedAsync(CancellationToken cancellationToken) => _asked.Reader.ReadAsync(cancellationToken);

    public Task<StoredObject> ReadAsync(ObjectKey key, string? unlessETag, long maxBytes, CancellationToken cancellationToken) => StickAsync<StoredObject>(cancellationToken);

    public Task<string?> WriteAsync(ObjectKey key, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken) =>
        StickAsync<string?>(cancellationToken);

    public Task<bool> DeleteAsync(ObjectKey key, CancellationToken cancellationToken) => StickAsync<bool>(cancellationToken);

    public IAsyncEnumerable<string> ListObjectsAsync(ObjectKey folder, CancellationToken cancellationToken) => StickEach(cancellationToken);

    public IAsyncEnumerable<string> ListFoldersAsync(ObjectKey folder, CancellationToken cancellationToken) => StickEach(cancellationToken);

    public IAsyncEnumerable<string> ListTreeAsync(ObjectKey folder, CancellationToken cancellationToken) => StickEach(cancellationToken);

    public Task<IStoreLease?> TryAcquireLeaseAsync(ObjectKey key, CancellationToken cancellationToken) => StickAsync<IStoreLease?>(cancellationToken);

    private async Task<T> StickAsync<T>(CancellationToken cancellationToken)
    {
        _asked.Writer.TryWrite(true);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        throw new InvalidOperationException("Forever has passed.");
    }

    private async IAsyncEnumerable<string> StickEach([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await StickAsync<string>(cancellationToken);
    }
}
