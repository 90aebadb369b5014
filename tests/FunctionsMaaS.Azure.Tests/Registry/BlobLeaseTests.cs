using System.Threading.Channels;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using BlobLease = FunctionsMaaS.Azure.Registry.BlobLease;
using GrantedLease = Azure.Storage.Blobs.Models.BlobLease;

namespace FunctionsMaaS.Azure.Tests.Registry;

public sealed class BlobLeaseTests(Azurite azurite)
{
    private static readonly ObjectKey Key = ObjectKey.Of("models", "news", "leases", "retrain");

    private readonly string _container = Azurite.NewContainer();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lease_that_somebody_broke_is_lost_at_the_next_renewal()
    {
        var time = new FakeTimeProvider();
        await using var lease = await BlobStores.Open(azurite, _container, time).TryAcquireLeaseAsync(Key, Cancellation);
        var lost = Signal(lease!.Lost);
        await Blob().GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: Cancellation);
        Assert.False(lease.Lost.IsCancellationRequested);

        time.Advance(TimeSpan.FromSeconds(20));

        await lost;
        await using var other = await BlobStores.Open(azurite, _container).TryAcquireLeaseAsync(Key, Cancellation);
        Assert.NotNull(other);
    }

    [Fact]
    public async Task A_lost_lease_frees_nothing_of_its_new_holder()
    {
        var lease = await BlobStores.Open(azurite, _container).TryAcquireLeaseAsync(Key, Cancellation);
        await Blob().GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: Cancellation);
        await using var other = await BlobStores.Open(azurite, _container).TryAcquireLeaseAsync(Key, Cancellation);

        await lease!.DisposeAsync();

        Assert.Null(await BlobStores.Open(azurite, _container).TryAcquireLeaseAsync(Key, Cancellation));
    }

    [Fact]
    public async Task A_lease_ends_by_itself_within_a_minute_of_its_holder()
    {
        await using var lease = await BlobStores.Open(azurite, _container).TryAcquireLeaseAsync(Key, Cancellation);

        var properties = (await Blob().GetPropertiesAsync(cancellationToken: Cancellation)).Value;

        // 'Fixed' rather than 'infinite'; the service grants fixed leases of 60 seconds at most.
        Assert.Equal(LeaseDurationType.Fixed, properties.LeaseDuration);
        Assert.Equal(LeaseState.Leased, properties.LeaseState);
    }

    [Fact]
    public async Task A_lease_that_cannot_be_renewed_is_lost_before_it_runs_out()
    {
        var time = new ImpatientTimeProvider();
        var client = new ScriptedLeaseClient(_ => new RequestFailedException("No such host is known."));
        await using var lease = new BlobLease(client, time.GetTimestamp(), time);

        await Signal(lease.Lost);

        Assert.InRange(time.Passed, TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(55));
        Assert.InRange(client.Renewals, 3, 20);
    }

    [Fact]
    public async Task A_lease_survives_an_outage_shorter_than_its_term_and_counts_anew()
    {
        var time = new ImpatientTimeProvider();
        // Renewed at 20 s; fails at 40, 45 and 50 s; renewed at 55 s; then nothing any more.
        var client = new ScriptedLeaseClient(renewal => renewal is 1 or 5 ? null : new RequestFailedException(503, "Busy"));
        await using var lease = new BlobLease(client, time.GetTimestamp(), time);

        await Signal(lease.Lost);

        Assert.InRange(time.Passed, TimeSpan.FromSeconds(55 + 45), TimeSpan.FromSeconds(55 + 55));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(412)]
    public async Task A_lease_that_the_service_denies_is_lost_at_once(int status)
    {
        var time = new ImpatientTimeProvider();
        await using var lease = new BlobLease(new ScriptedLeaseClient(_ => new RequestFailedException(status, "Lost")), time.GetTimestamp(), time);

        await Signal(lease.Lost);

        Assert.Equal(TimeSpan.FromSeconds(20), time.Passed);
    }

    [Fact]
    public async Task A_lease_is_renewed_until_it_is_released()
    {
        var time = new WatchedTimeProvider();
        var client = new ScriptedLeaseClient(_ => null);
        var lease = new BlobLease(client, time.GetTimestamp(), time);
        for (var i = 1; i <= 10; i++)
        {
            await time.WaitForTimerAsync(Cancellation);
            time.Advance(TimeSpan.FromSeconds(20));
        }
        await time.WaitForTimerAsync(Cancellation);

        Assert.False(lease.Lost.IsCancellationRequested);
        Assert.Equal(0, client.Releases);
        await lease.DisposeAsync();
        await lease.DisposeAsync();
        Assert.Equal(1, client.Releases);
        Assert.Equal(10, client.Renewals);
    }

    [Fact]
    public async Task Releasing_while_the_storage_is_down_is_no_error()
    {
        var client = new ScriptedLeaseClient(_ => null) { ReleaseFailure = new RequestFailedException("No such host is known.") };

        await new BlobLease(client, 0, new FakeTimeProvider()).DisposeAsync();

        Assert.Equal(1, client.Releases);
    }

    private BlockBlobClient Blob() => BlobStores.Container(azurite, _container).GetBlockBlobClient($".leases/{Key.Value}");

    private static Task Signal(CancellationToken token)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(signal.SetResult);
        return signal.Task;
    }

    /// <summary>A lease whose renewals fail as told, counted from 1.</summary>
    private sealed class ScriptedLeaseClient(Func<int, RequestFailedException?> failureOf) : BlobLeaseClient
    {
        public int Renewals { get; private set; }

        public int Releases { get; private set; }

        public RequestFailedException? ReleaseFailure { get; init; }

        public override Task<Response<GrantedLease>> RenewAsync(RequestConditions? conditions = null, CancellationToken cancellationToken = default)
        {
            var failure = failureOf(++Renewals);
            return failure is null ? Task.FromResult<Response<GrantedLease>>(null!) : Task.FromException<Response<GrantedLease>>(failure);
        }

        public override Task<Response<ReleasedObjectInfo>> ReleaseAsync(RequestConditions? conditions = null, CancellationToken cancellationToken = default)
        {
            Releases++;
            return ReleaseFailure is null ? Task.FromResult<Response<ReleasedObjectInfo>>(null!) : Task.FromException<Response<ReleasedObjectInfo>>(ReleaseFailure);
        }
    }

    /// <summary>A clock moved by hand that tells when somebody has begun to wait on it.</summary>
    private sealed class WatchedTimeProvider : FakeTimeProvider
    {
        private readonly Channel<bool> _timers = Channel.CreateUnbounded<bool>();

        public async Task WaitForTimerAsync(CancellationToken cancellationToken) => await _timers.Reader.ReadAsync(cancellationToken);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _timers.Writer.TryWrite(true);
            return timer;
        }
    }
}
