using FunctionsMaaS.Cli.Output;
using Xunit;

namespace FunctionsMaaS.Cli.Tests.Output;

public sealed class AmountsTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(950_666, "950.7 kB")]
    [InlineData(1_000_000, "1.0 MB")]
    [InlineData(2_500_000_000, "2.5 GB")]
    public void Sizes_are_decimal(long bytes, string expected) => Assert.Equal(expected, Amounts.Bytes(bytes));

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(59.94, "59.9 s")]
    [InlineData(61, "1 min 1 s")]
    [InlineData(3725, "62 min 5 s")]
    public void Times_are_seconds_and_then_minutes(double seconds, string expected) => Assert.Equal(expected, Amounts.Seconds(seconds));

    [Theory]
    [InlineData(1, "1 text")]
    [InlineData(0, "0 texts")]
    [InlineData(11_314, "11,314 texts")]
    public void Counted_nouns_are_in_the_plural_where_they_should_be(int count, string expected) => Assert.Equal(expected, Amounts.Of(count, "text"));
}
