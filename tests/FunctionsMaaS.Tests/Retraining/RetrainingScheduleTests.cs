using FunctionsMaaS.Retraining;
using Xunit;

namespace FunctionsMaaS.Tests.Retraining;

public sealed class RetrainingScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0 0 3 * * *", "2026-01-31T03:00:00Z")]
    [InlineData("30 */5 * * * *", "2026-01-30T12:00:30Z")]
    [InlineData("0 3 * * *", "2026-01-31T03:00:00Z")]
    [InlineData("0 0 0 1 3 *", "2026-03-01T00:00:00Z")]
    [InlineData("0 0 9 * * 1", "2026-02-02T09:00:00Z")]
    public void The_next_time_is_that_of_NCRONTAB_in_UTC(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), RetrainingSchedule.Parse(text)!.Next(Now));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void No_text_is_no_schedule(string? text) => Assert.Null(RetrainingSchedule.Parse(text));

    [Theory]
    [InlineData("daily")]
    [InlineData("0 0 25 * * *")]
    [InlineData("* * *")]
    [InlineData("1 2 3 4 5 6 7")]
    public void A_text_that_is_no_schedule_is_quoted(string text) =>
        Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => RetrainingSchedule.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_date_that_never_comes_has_no_next_time() => Assert.Null(RetrainingSchedule.Parse("0 0 0 30 2 *")!.Next(Now));
}
