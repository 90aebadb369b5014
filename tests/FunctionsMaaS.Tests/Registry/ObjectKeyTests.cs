using FunctionsMaaS.Registry;
using Xunit;

namespace FunctionsMaaS.Tests.Registry;

public sealed class ObjectKeyTests
{
    [Fact]
    public void A_key_joins_its_segments() => Assert.Equal("models/news/aliases/champion.json", ObjectKey.Of("models", "news", "aliases", "champion.json").Value);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a:b")]
    [InlineData("a b")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("~a")]
    [InlineData("-a")]
    [InlineData("ä")]
    [InlineData("%2e%2e")]
    public void A_segment_with_separators_leading_dots_or_controls_is_refused(string segment)
    {
        var error = Assert.Throws<ArgumentException>(() => ObjectKey.Of("models", segment));
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain('\0', error.Message);
    }

    [Fact]
    public void A_key_that_is_too_long_or_empty_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ObjectKey.Of(new string('a', 513)));
        Assert.Throws<ArgumentException>(() => ObjectKey.Of());
        Assert.Throws<InvalidOperationException>(() => default(ObjectKey).Value);
    }
}
