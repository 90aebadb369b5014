namespace FunctionsMaaS.Monitoring.Cost;

/// <summary>
/// The meter of Azure Functions Flex Consumption, on demand: the time an execution takes, rounded up to whole 100 ms and at least
/// 1,000 ms, times the memory of the instance, and a price for each execution.
/// </summary>
/// <remarks>
/// The rule is that of the pricing page of Azure Functions and of
/// <see href="https://learn.microsoft.com/azure/azure-functions/functions-consumption-costs"/>. Azure meters how long an <i>instance</i>
/// is active, so that executions which overlap on one instance share its time; counted one by one, as here, they are an upper bound. Free
/// grants and always-ready instances are left out.
/// </remarks>
public static class ExecutionMeter
{
    /// <summary>What is billed of an execution at least, in milliseconds.</summary>
    public const int MinimumMilliseconds = 1000;

    /// <summary>Time is billed in steps of so many milliseconds.</summary>
    public const int StepMilliseconds = 100;

    private const double MegabytesPerGigabyte = 1024;

    /// <summary>What is billed of an execution, in milliseconds.</summary>
    /// <param name="duration">How long it took, from its begin to its answer.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="duration"/> is negative.</exception>
    public static long BilledMilliseconds(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        const long Step = StepMilliseconds * TimeSpan.TicksPerMillisecond;
        var steps = (duration.Ticks / Step) + (duration.Ticks % Step == 0 ? 0 : 1);
        return Math.Max(MinimumMilliseconds, steps * StepMilliseconds);
    }

    /// <summary>The cost of some executions.</summary>
    /// <param name="executions">How many.</param>
    /// <param name="billedMilliseconds">The sum of their <see cref="BilledMilliseconds"/>.</param>
    /// <param name="options">Prices and memory.</param>
    public static CostEstimate Estimate(long executions, long billedMilliseconds, CostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(executions);
        ArgumentOutOfRangeException.ThrowIfNegative(billedMilliseconds);
        var gigabyteSeconds = billedMilliseconds / 1000.0 * (options.InstanceMemoryMegabytes / MegabytesPerGigabyte);
        var amount = (gigabyteSeconds * options.PricePerGigabyteSecond) + (executions / 1e6 * options.PricePerMillionExecutions);
        return new(executions, gigabyteSeconds, amount, options.Currency);
    }
}

/// <summary>What some executions would cost.</summary>
/// <param name="Executions">How many.</param>
/// <param name="GigabyteSeconds">Billed time times memory.</param>
/// <param name="Amount">The cost, in <paramref name="Currency"/>.</param>
/// <param name="Currency">Three letters.</param>
public sealed record CostEstimate(long Executions, double GigabyteSeconds, double Amount, string Currency)
{
    /// <summary>The cost of a million executions like these; <see langword="null"/> if there was none.</summary>
    public double? PerMillion => Executions == 0 ? null : Amount / Executions * 1e6;
}
