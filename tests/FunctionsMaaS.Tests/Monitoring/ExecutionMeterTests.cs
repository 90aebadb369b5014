using CsCheck;
using FunctionsMaaS.Monitoring.Cost;
using Xunit;

namespace FunctionsMaaS.Tests.Monitoring;

public sealed class ExecutionMeterTests
{
    [Theory]
    [InlineData(0, 1000)]
    [InlineData(0.0001, 1000)]
    [InlineData(999, 1000)]
    [InlineData(1000, 1000)]
    [InlineData(1000.0001, 1100)]
    [InlineData(1001, 1100)]
    [InlineData(1100, 1100)]
    [InlineData(1200.5, 1300)]
    [InlineData(60_000, 60_000)]
    public void An_execution_is_billed_in_whole_100_ms_and_at_least_a_second(double milliseconds, long billed) =>
        Assert.Equal(billed, ExecutionMeter.BilledMilliseconds(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void No_execution_is_billed_less_than_it_took_or_a_step_more() => Gen.Long[0, TimeSpan.TicksPerHour].Sample(ticks =>
    {
        var (took, billed) = (TimeSpan.FromTicks(ticks), TimeSpan.FromMilliseconds(ExecutionMeter.BilledMilliseconds(TimeSpan.FromTicks(ticks))));
        return billed >= took && (billed.TotalMilliseconds == 1000 || billed - took < TimeSpan.FromMilliseconds(100));
    }, seed: "0000KKWp3tx7");

    [Fact]
    public void A_negative_duration_is_a_bug_of_the_caller() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ExecutionMeter.BilledMilliseconds(TimeSpan.FromTicks(-1)));

    /// <summary>A million executions of a second on 2,048 MB: 2,000,000 GB-s at 0.000026, and 0.40.</summary>
    [Fact]
    public void A_million_short_requests_cost_what_the_price_list_says()
    {
        var estimate = ExecutionMeter.Estimate(1_000_000, 1_000_000_000, new());
        Assert.Equal(2_000_000, estimate.GigabyteSeconds, 6);
        Assert.Equal(52.40, estimate.Amount, 6);
        Assert.Equal(52.40, estimate.PerMillion!.Value, 6);
        Assert.Equal("USD", estimate.Currency);
    }

    [Fact]
    public void Memory_and_prices_are_those_configured()
    {
        var estimate = ExecutionMeter.Estimate(2, 3000, new() { Currency = "EUR", InstanceMemoryMegabytes = 512, PricePerGigabyteSecond = 0.1, PricePerMillionExecutions = 500 });
        Assert.Equal(1.5, estimate.GigabyteSeconds, 9);
        Assert.Equal(0.15 + 0.001, estimate.Amount, 9);
        Assert.Equal("EUR", estimate.Currency);
    }

    [Fact]
    public void Nothing_costs_nothing_and_has_no_price_a_million()
    {
        var estimate = ExecutionMeter.Estimate(0, 0, new());
        Assert.Equal(0, estimate.Amount);
        Assert.Null(estimate.PerMillion);
    }
}
