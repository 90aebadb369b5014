using Azure;
using Azure.Identity;
using Azure.Storage.Blobs.Specialized;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Azure.Registry;

/// <summary>
/// A lease on a blob, renewed in the background. It is lost when the service says so, or when it was not renewed for so long that it may
/// have run out; a little earlier, since clocks differ and work takes a moment to stop.
/// </summary>
internal sealed class BlobLease : IStoreLease
{
    /// <summary>The longest the service grants.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(5);

    private readonly BlobLeaseClient _client;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _expiry;
    private readonly Task _renewing;
    private int _disposed;

    /// <param name="client">Holds the lease.</param>
    /// <param name="asked">The timestamp just before it was acquired: from then on its time runs.</param>
    /// <param name="time">Times the renewals.</param>
    public BlobLease(BlobLeaseClient client, long asked, TimeProvider time)
    {
        _client = client;
        _time = time;
        Lost = _lost.Token;
        // A timer of its own: a renewal that hangs, or is retried by the client again and again, does not delay it.
        _expiry = time.CreateTimer(static lease => ((BlobLease)lease!).Lose(), this, LeftSince(asked), Timeout.InfiniteTimeSpan);
        _renewing = RenewAsync();
    }

    public CancellationToken Lost { get; }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _expiry.DisposeAsync();
        await _stop.CancelAsync();
        await _renewing;
        try
        {
            await _client.ReleaseAsync();
        }
        catch (Exception e) when (IsFailure(e))
        {
            // Lost already, or the storage is down: it runs out by itself.
        }
        _stop.Dispose();
        _lost.Dispose();
    }

    private async Task RenewAsync()
    {
        var pause = RenewEvery;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(pause, _time, _stop.Token);
                var asked = _time.GetTimestamp();
                await _client.RenewAsync(cancellationToken: _stop.Token);
                _expiry.Change(LeftSince(asked), Timeout.InfiniteTimeSpan);
                pause = RenewEvery;
            }
            catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
            {
                Lose();
            }
            catch (Exception e) when (IsFailure(e))
            {
                pause = RetryEvery;
            }
        }
    }

    private void Lose()
    {
        _ = _lost.CancelAsync();
        _ = _stop.CancelAsync();
    }

    private TimeSpan LeftSince(long asked)
    {
        var left = Trusted - _time.GetElapsedTime(asked);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static bool IsFailure(Exception e) =>
        e is RequestFailedException or AggregateException or HttpRequestException or OperationCanceledException or AuthenticationFailedException;
}
