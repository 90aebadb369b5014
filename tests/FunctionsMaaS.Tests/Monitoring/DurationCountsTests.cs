using FunctionsMaaS.Monitoring.Usage;
using Xunit;

namespace FunctionsMaaS.Tests.Monitoring;

public sealed class DurationCountsTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(0.99)]
    public void Quantiles_are_exact_to_seven_percent(double share)
    {
        var random = new Random(3);
        var counts = new DurationCounts();
        // From a microsecond to ten seconds, as many in each decade.
        var all = Enumerable.Range(0, 10_000).Select(_ => TimeSpan.FromTicks((long)Math.Pow(10, 1 + (random.NextDouble() * 7)))).Order().ToArray();
        foreach (var duration in all)
            counts.Add(duration);
        var exact = all[(int)Math.Ceiling(share * all.Length) - 1];
        Assert.InRange(counts.Quantile(share)!.Value / exact, 0.93, 1.07);
    }

    [Fact]
    public void Two_add_up_to_what_one_would_have_counted()
    {
        DurationCounts one = new(), other = new(), both = new();
        for (var i = 1; i <= 100; i++)
        {
            (i % 3 == 0 ? one : other).Add(TimeSpan.FromMicroseconds(i * i));
            both.Add(TimeSpan.FromMicroseconds(i * i));
        }

        one.Add(other);
        Assert.Equal(both.ToSparse(), one.ToSparse());
        Assert.Equal(100, one.Total);
    }

    [Fact]
    public void What_is_written_is_read_back_and_parts_that_do_not_exist_are_left_out()
    {
        DurationCounts counts = new(), read = new();
        counts.Add(TimeSpan.Zero);
        counts.Add(TimeSpan.FromMilliseconds(3));
        read.AddSparse(new Dictionary<int, long>(counts.ToSparse()) { [-1] = 5, [100_000] = 5, [7] = -3 });
        Assert.Equal(counts.ToSparse(), read.ToSparse());
    }

    [Fact]
    public void Nothing_counted_has_no_quantile() => Assert.Null(new DurationCounts().Quantile(0.5));

    [Fact]
    public void A_clock_that_runs_back_and_a_request_of_days_are_counted_at_the_ends()
    {
        var counts = new DurationCounts();
        counts.Add(TimeSpan.FromTicks(-5));
        counts.Add(TimeSpan.FromDays(3));
        Assert.Equal(2, counts.Total);
        Assert.Equal(TimeSpan.Zero, counts.Quantile(0.1));
    }

    [Fact]
    public void Threads_that_begin_the_same_doubling_lose_nothing()
    {
        for (var round = 0; round < 200; round++)
        {
            var counts = new DurationCounts();
            Parallel.For(0, 64, i => counts.Add(TimeSpan.FromTicks(1 << (i % 4 * 3))));
            Assert.Equal(64, counts.Total);
        }
    }
}
