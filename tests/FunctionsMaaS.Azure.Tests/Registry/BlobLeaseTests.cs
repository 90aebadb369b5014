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

    [Theory]
    [InlineData(1000)]
    [InlineData(-1000)]
    public async Task A_clock_that_jumps_neither_ends_a_lease_nor_keeps_it_from_ending(int days)
    {
        var time = new FakeTimeProvider();
        await using var lease = await BlobStores.Open(azurite, _container, time).TryAcquireLeaseAsync(Key, Cancellation);
        var lost = Signal(lease!.Lost);
        time.AdjustTime(time.GetUtcNow().AddDays(days));
        Assert.False(lease.Lost.IsCancellationRequested);
        await Blob().GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: Cancellation);

        time.Advance(TimeSpan.FromSeconds(20));

        await lost;
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
    public async Task A_lease_that_cannot_be_renewed_is_tried_again_and_lost_before_it_runs_out()
    {
        var time = new WatchedTimeProvider();
        var client = new ScriptedLeaseClient(_ => Failed(new RequestFailedException("No such host is known.")));
        await using var lease = new BlobLease(client, time.GetTimestamp(), time);
        var lost = Signal(lease.Lost);
        await time.WaitForTimerAsync(Cancellation);

        await AdvanceAsync(time, 20, 5, 5, 5, 5, 5);
        Assert.False(lease.Lost.IsCancellationRequested);
        Assert.Equal(6, client.Renewals);
        time.Advance(TimeSpan.FromSeconds(5));

        await lost;
    }

    [Fact]
    public async Task A_lease_survives_an_outage_shorter_than_its_term_and_counts_anew()
    {
        var time = new WatchedTimeProvider();
        var client = new ScriptedLeaseClient(renewal => renewal is 4 ? Granted() : Failed(new RequestFailedException(503, "Busy")));
        await using var lease = new BlobLease(client, time.GetTimestamp(), time);
        var lost = Signal(lease.Lost);
        await time.WaitForTimerAsync(Cancellation);

        // Fails at 20, 25 and 30 s, is renewed at 35 s, and then fails for good.
        await AdvanceAsync(time, 20, 5, 5, 5, 20, 5, 5, 5, 5, 5);
        Assert.False(lease.Lost.IsCancellationRequested);
        time.Advance(TimeSpan.FromSeconds(5));

        await lost;
    }

    [Fact]
    public async Task A_renewal_that_hangs_does_not_hide_that_the_lease_runs_out()
    {
        var time = new WatchedTimeProvider();
        var client = new ScriptedLeaseClient(_ => new TaskCompletionSource<Response<GrantedLease>>().Task);
        await using var lease = new BlobLease(client, time.GetTimestamp(), time);
        var lost = Signal(lease.Lost);
        await time.WaitForTimerAsync(Cancellation);
        await time.WaitForTimerAsync(Cancellation);

        time.Advance(TimeSpan.FromSeconds(49));
        Assert.False(lease.Lost.IsCancellationRequested);
        time.Advance(TimeSpan.FromSeconds(1));

        await lost;
    }

    [Fact]
    public void A_lease_that_took_its_term_to_acquire_is_lost_at_once()
    {
        var time = new FakeTimeProvider();
        var asked = time.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(55));

        var lease = new BlobLease(new ScriptedLeaseClient(_ => Granted()), asked, time);

        Assert.True(lease.Lost.IsCancellationRequested);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(412)]
    public async Task A_lease_that_the_service_denies_is_lost_at_once(int status)
    {
        var time = new FakeTimeProvider();
        await using var lease = new BlobLease(new ScriptedLeaseClient(_ => Failed(new RequestFailedException(status, "Lost"))), time.GetTimestamp(), time);
        var lost = Signal(lease.Lost);

        time.Advance(TimeSpan.FromSeconds(20));

        await lost;
    }

    [Fact]
    public async Task A_lease_is_renewed_until_it_is_released()
    {
        var time = new WatchedTimeProvider();
        var client = new ScriptedLeaseClient(_ => Granted());
        var lease = new BlobLease(client, time.GetTimestamp(), time);
        await time.WaitForTimerAsync(Cancellation);
        await AdvanceAsync(time, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20);

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
        var client = new ScriptedLeaseClient(_ => Granted()) { ReleaseFailure = new RequestFailedException("No such host is known.") };

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

    private static Task<Response<GrantedLease>> Granted() => Task.FromResult<Response<GrantedLease>>(null!);

    private static Task<Response<GrantedLease>> Failed(Exception failure) => Task.FromException<Response<GrantedLease>>(failure);

    /// <summary>Moves the clock step by step, each time when the lease has begun to wait for its next renewal, and waits till it does so again.</summary>
    private static async Task AdvanceAsync(WatchedTimeProvider time, params int[] seconds)
    {
        await time.WaitForTimerAsync(Cancellation);
        foreach (var step in seconds)
        {
            time.Advance(TimeSpan.FromSeconds(step));
            await time.WaitForTimerAsync(Cancellation);
        }
    }

    /// <summary>A lease whose renewals, counted from 1, end as told.</summary>
    private sealed class ScriptedLeaseClient(Func<int, Task<Response<GrantedLease>>> renewal) : BlobLeaseClient
    {
        public int Renewals { get; private set; }

        public int Releases { get; private set; }

        public RequestFailedException? ReleaseFailure { get; init; }

        public override Task<Response<GrantedLease>> RenewAsync(RequestConditions? conditions = null, CancellationToken cancellationToken = default) =>
            renewal(++Renewals).WaitAsync(cancellationToken);

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
