using FunctionsMaaS.Registry;
using Xunit;

namespace FunctionsMaaS.Tests.Registry;

public sealed class ModelReferenceTests
{
    [Theory]
    [InlineData("newsgroups", "newsgroups@champion")]
    [InlineData("newsgroups@challenger", "newsgroups@challenger")]
    [InlineData("newsgroups:12", "newsgroups:12")]
    public void A_reference_is_a_name_an_alias_or_a_version(string text, string expected) =>
        Assert.Equal(expected, ModelReference.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("../secrets")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData(".hidden")]
    [InlineData("News")]
    [InlineData("a\nb")]
    [InlineData("a@")]
    [InlineData("a@b@c")]
    [InlineData("a:0")]
    [InlineData("a:-1")]
    [InlineData("a:1x")]
    [InlineData("a:99999999999")]
    public void A_name_with_separators_dots_or_controls_is_refused(string text)
    {
        var error = Assert.Throws<ArgumentException>(() => ModelReference.Parse(text));
        Assert.DoesNotContain('\n', error.Message);
    }
}
