using System.Globalization;
using CsCheck;
using FunctionsMaaS.Data;
using Xunit;

namespace FunctionsMaaS.Tests.Data;

public sealed class MessageDateTests
{
    [Theory]
    // RFC 822, appendix A.3.3; RFC 850, 2.1.2; RFC 1036, 2.1.2; RFC 5322, appendix A.1.1 and A.5; RFC 2616, 3.3.1.
    [InlineData("26 Aug 76 1429 EDT", null)]
    [InlineData("26 Aug 76 14:29 EDT", "1976-08-26T18:29:00Z")]
    [InlineData("Friday, 19-Nov-82 16:14:55 EST", "1982-11-19T21:14:55Z")]
    [InlineData("Fri, 19 Nov 82 16:14:55 EST", "1982-11-19T21:14:55Z")]
    [InlineData("Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T15:55:06Z")]
    [InlineData("Thu,\r\n      13\r\n        Feb\r\n          1969\r\n      23:32\r\n               -0330 (Newfoundland Time)", "1969-02-14T03:02:00Z")]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z")]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z")]
    [InlineData("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z")]
    // What else Usenet wrote.
    [InlineData("Tue Apr  6 14:02:11 EDT 1993", "1993-04-06T18:02:11Z")]
    [InlineData("6 Apr 93 14:02:11", "1993-04-06T14:02:11Z")]
    [InlineData("6 Apr 1993 14:02 GMT", "1993-04-06T14:02:00Z")]
    [InlineData("6 apr 1993 14:02:11.25 gmt", "1993-04-06T14:02:11Z")]
    [InlineData("Tue, 6-April-1993 14:02:11 +0200", "1993-04-06T12:02:11Z")]
    [InlineData("Tue, 6 Apr 93 14:02:11 -0400 (EDT)", "1993-04-06T18:02:11Z")]
    [InlineData("Tue, 6 Apr 93 14:02:11 -0400 EDT", "1993-04-06T18:02:11Z")]
    [InlineData("Tue (not (really) a) Tue 6 Apr 93 14:02:11 PDT", "1993-04-06T21:02:11Z")]
    [InlineData("6 Apr 93 14:02:11 GMT+0100", "1993-04-06T13:02:11Z")]
    [InlineData("6 Apr 93 14:02:11 UTC-5", "1993-04-06T19:02:11Z")]
    [InlineData("6 Apr 93 14:02:11 +05:30", "1993-04-06T08:32:11Z")]
    [InlineData("6 Apr 93 14:02:11 MET DST", "1993-04-06T12:02:11Z")]
    [InlineData("6 Apr 93 14:02:11 MESZ", "1993-04-06T12:02:11Z")]
    [InlineData("6 Apr 93 14:02:11 BST", "1993-04-06T13:02:11Z")]
    [InlineData("6 Apr 93 14:02:11 JST", "1993-04-06T05:02:11Z")]
    [InlineData("6 Apr 93 14:02:11 Q", "1993-04-06T14:02:11Z")]
    [InlineData("6 Apr 93 14:02:11 XYZT", "1993-04-06T14:02:11Z")]
    [InlineData("14:02:11 06-Apr-93", "1993-04-06T14:02:11Z")]
    [InlineData("Thurs, 1 Sept 94 2:05:07 pm EST", "1994-09-01T19:05:07Z")]
    [InlineData("1 Sep 94 12:05 AM GMT", "1994-09-01T00:05:00Z")]
    [InlineData("1 Sep 94 12:05 PM GMT", "1994-09-01T12:05:00Z")]
    [InlineData("April 6th, 1993", "1993-04-06T00:00:00Z")]
    [InlineData("Fri, 16 Apr 1993 04: 21:09 GMT", "1993-04-16T04:21:09Z")]
    [InlineData("30 Jun 93 23:59:60 GMT", "1993-06-30T23:59:59Z")]
    [InlineData("31 Dec 1993 23:30:00 -0500", "1994-01-01T04:30:00Z")]
    [InlineData("29 Feb 1992 00:00:00 GMT", "1992-02-29T00:00:00Z")]
    [InlineData("6 Apr 49 00:00:00 GMT", "2049-04-06T00:00:00Z")]
    [InlineData("6 Apr 50 00:00:00 GMT", "1950-04-06T00:00:00Z")]
    [InlineData("6 Apr 103 00:00:00 GMT", "2003-04-06T00:00:00Z")]
    // Not dates.
    [InlineData("", null)]
    [InlineData("yesterday", null)]
    [InlineData("Tue", null)]
    [InlineData("6 Apr 14:02:11", null)]
    [InlineData("6 1993 14:02:11", null)]
    [InlineData("Apr 1993", null)]
    [InlineData("5/9/93", null)]
    [InlineData("1993-04-06T14:02:11Z", null)]
    [InlineData("30 Feb 1993", null)]
    [InlineData("29 Feb 1993", null)]
    [InlineData("0 Apr 1993", null)]
    [InlineData("32 Apr 1993", null)]
    [InlineData("6 Apr 1993 24:00:00", null)]
    [InlineData("6 Apr 1993 14:60:00", null)]
    [InlineData("6 Apr 1993 14:02:61", null)]
    [InlineData("6 Apr 1993 99999999999:00", null)]
    [InlineData("6 Apr 1993 2147483647:00", null)]
    [InlineData("6 Apr 1993 13:00 PM", null)]
    [InlineData("6 Apr May 1993", null)]
    [InlineData("6 Apr 1993 1994", null)]
    [InlineData("6 Apr 1899", null)]
    [InlineData("6 Apr 0001 00:00:00 +0100", null)]
    [InlineData("31 Dec 9999 23:59:59 -2300", null)]
    [InlineData("6 Apr 1993 14:02:11 GMT <1@example.org>", null)]
    public void A_date_is_read_as_utc_or_not_at_all(string value, string? expected)
    {
        Assert.Equal(expected is not null, MessageDate.TryParse(value, out var date));
        Assert.Equal(expected, expected is null ? null : date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        Assert.Equal(TimeSpan.Zero, date.Offset);
    }

    [Fact]
    public void The_date_of_a_message_is_its_first_Date_field()
    {
        var expected = new DateTimeOffset(1993, 4, 6, 14, 2, 11, TimeSpan.Zero);

        Assert.Equal(expected, MessageDate.Of("From: a\nDate: 6 Apr 93 14:02:11 GMT\nDate: 7 Apr 93 14:02:11 GMT\n\nDate: 8 Apr 93 14:02:11 GMT\n"));
        Assert.Null(MessageDate.Of("From: a\nDate: soon\n\nDate: 8 Apr 93 14:02:11 GMT\n"));
        Assert.Null(MessageDate.Of("From: a\n\nDate: 8 Apr 93 14:02:11 GMT\n"));
        Assert.Null(MessageDate.Of("Date: 8 Apr 93 14:02:11 GMT, said the calendar"));
    }

    [Fact]
    public void Every_date_that_dotnet_writes_is_read() =>
        Gen.DateTimeOffset.Where(d => d.Year is >= 1900 and <= 9998 && d.Offset.Ticks % TimeSpan.TicksPerMinute == 0).Sample(date =>
        {
            var whole = date.AddTicks(-(date.Ticks % TimeSpan.TicksPerSecond));
            var offset = whole.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

            return MessageDate.TryParse(whole.ToString("ddd, d MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + offset, out var rfc5322) && rfc5322 == whole
                && MessageDate.TryParse(whole.UtcDateTime.ToString("R", CultureInfo.InvariantCulture), out var rfc1123) && rfc1123 == whole;
        }, iter: 2000);

    [Fact]
    public void No_text_makes_it_fail() =>
        Gen.String[Gen.Char["0123456789:+-() ,./\"APRaprdstTh\u00e9"], 0, 40].Sample(value => MessageDate.TryParse(value, out var date) || date == default, iter: 20_000);
}
