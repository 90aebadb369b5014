using FunctionsMaaS.Data;
using Xunit;

namespace FunctionsMaaS.Tests.Data;

public sealed class MessageHeadersTests
{
    [Fact]
    public void Fields_are_found_by_name_in_any_case_and_the_first_counts()
    {
        var headers = MessageHeaders.Of("From: a@example.org\nSUBJECT:no space\nX-Empty:\nSubject: second\n\nFrom: body\n");

        Assert.False(headers.IsEmpty);
        Assert.True(headers.TryGet("subject", out var subject));
        Assert.Equal("no space", subject.ToString());
        Assert.True(headers.TryGet("From", out var from));
        Assert.Equal("a@example.org", from.ToString());
        Assert.True(headers.TryGet("x-empty", out var empty));
        Assert.True(empty.IsEmpty);
        Assert.False(headers.TryGet("Date", out _));
        Assert.Equal("From: body\n", headers.Body.ToString());
    }

    [Fact]
    public void Fields_are_enumerated_in_order_folded_ones_whole()
    {
        var fields = new List<(string, string)>();
        foreach (var field in MessageHeaders.Of("From: a\r\nReferences: <1@example.org>\r\n\t<2@example.org>\r\nSubject: s\r\n\r\nbody"))
            fields.Add((field.Name.ToString(), field.Value.ToString()));

        Assert.Equal([("From", "a"), ("References", "<1@example.org>\r\n\t<2@example.org>"), ("Subject", "s")], fields);
    }

    [Theory]
    [InlineData("Subject: s\n\nbody", "body")]
    [InlineData("From: a\n\nbody", "body")]
    [InlineData("from: a\nfoo-bar: b\n\n\nbody", "\nbody")]
    [InlineData("\n\r\nSubject: s\n\nbody", "body")]
    [InlineData("From jb@example.org Tue Apr  6 14:02:11 1993\nSubject: s\n\nbody", "body")]
    [InlineData(" alpha.example.org!beta.example.org!jb\nSubject: s\n\nbody", "body")]
    [InlineData("From: a\nSubject: s\n", "")]
    [InlineData("From: a\nSubject: s", "")]
    [InlineData("Subject: s\n \n\nbody", "body")]
    public void A_header_block_ends_at_its_first_empty_line(string text, string body) =>
        Assert.Equal(body, MessageHeaders.Of(text).Body.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("plain text\n\nmore")]
    [InlineData("Note: see below\n\nmore")]
    [InlineData("http://example.org/\n\nmore")]
    [InlineData("Subject: one line and nothing else")]
    [InlineData("Subject: s\nplain text\n\nmore")]
    [InlineData("Dear Sir: or Madam\n\nmore")]
    [InlineData("  indented\nSubject: s\n\nmore")]
    [InlineData("From here on: text\n\nmore")]
    [InlineData("Subject : s\n\nmore")]
    [InlineData(": s\n\nmore")]
    public void Plain_text_has_no_header_block(string text)
    {
        var headers = MessageHeaders.Of(text);

        Assert.True(headers.IsEmpty);
        Assert.Equal(0, headers.BodyStart);
        Assert.Equal(text, headers.Body.ToString());
        foreach (var field in headers)
            Assert.Fail($"found the field {field.Name}");
    }
}
