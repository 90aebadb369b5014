using System.Globalization;
using System.Threading.RateLimiting;
using FunctionsMaaS.Http.Problems;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Limits;

/// <summary>Counts requests, in all and by caller; a limit that is not set is not counted. Thread-safe.</summary>
internal sealed class Traffic : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private readonly HttpLimitsOptions _limits;
    private readonly ConcurrencyLimiter _all;
    private readonly PartitionedRateLimiter<Sender>? _rate;
    private readonly PartitionedRateLimiter<Sender>? _concurrency;

    public Traffic(IOptions<HttpLimitsOptions> options)
    {
        _limits = options.Value;
        _all = new(new() { PermitLimit = _limits.Concurrency, QueueLimit = _limits.Queue });
        if (_limits.RatePerCaller > 0)
            _rate = Rate(_limits.RatePerCaller, _limits.BurstPerCaller);
        if (_limits.ConcurrencyPerCaller > 0)
            _concurrency = Concurrency(_limits.ConcurrencyPerCaller);
    }

    /// <summary>Whether callers are told apart.</summary>
    public bool CountsCallers => _rate is not null || _concurrency is not null;

    /// <summary>Takes one of the places that a caller has.</summary>
    /// <returns>The place, to be disposed when the request is done; <see langword="null"/> if places are not counted.</returns>
    /// <exception cref="ProblemException">There is none.</exception>
    public RateLimitLease? EnterAsCaller(Sender sender)
    {
        using var token = _rate?.AttemptAcquire(sender);
        if (token is { IsAcquired: false })
            throw OverRate(token);
        var place = _concurrency?.AttemptAcquire(sender);
        if (place is { IsAcquired: false })
            throw new ProblemException(ProblemKind.TooManyAtOnce, $"You have {_limits.ConcurrencyPerCaller} requests at work at the same time, which is the limit of a caller.", Soon);
        return place;
    }

    /// <summary>Takes one of the places that the instance has, or waits for it.</summary>
    /// <exception cref="ProblemException">Too many wait already.</exception>
    public async ValueTask<RateLimitLease> EnterAsync(CancellationToken cancellationToken)
    {
        var place = await _all.AcquireAsync(1, cancellationToken);
        return place.IsAcquired
            ? place
            : throw new ProblemException(ProblemKind.Overloaded, $"{_limits.Concurrency} requests are at work and {_limits.Queue} wait, which are the limits of this instance.", Soon);
    }

    public void Dispose()
    {
        _all.Dispose();
        _rate?.Dispose();
        _concurrency?.Dispose();
    }

    private ProblemException OverRate(RateLimitLease refused)
    {
        var wait = refused.TryGetMetadata(MetadataName.RetryAfter, out var after) && after > Soon ? after : Soon;
        return new(
            ProblemKind.RateLimited,
            string.Create(CultureInfo.InvariantCulture, $"You send more than {_limits.RatePerCaller:0.######} requests a second, which is the limit of a caller."),
            wait);
    }

    /// <summary>One token at a time, as often as the rate says; the timer behind all partitions gives late ones together.</summary>
    private static PartitionedRateLimiter<Sender> Rate(double rate, int burst)
    {
        var bucket = new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst > 0 ? burst : Math.Max(1, (int)Math.Ceiling(2 * rate)),
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1 / rate),
            AutoReplenishment = false,
        };
        return PartitionedRateLimiter.Create<Sender, Sender>(sender => RateLimitPartition.GetTokenBucketLimiter(sender, _ => bucket));
    }

    private static PartitionedRateLimiter<Sender> Concurrency(int permits)
    {
        var places = new ConcurrencyLimiterOptions { PermitLimit = permits };
        return PartitionedRateLimiter.Create<Sender, Sender>(sender => RateLimitPartition.GetConcurrencyLimiter(sender, _ => places));
    }
}
