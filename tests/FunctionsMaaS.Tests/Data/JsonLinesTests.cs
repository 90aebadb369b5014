using System.Text;
using FunctionsMaaS.Data;
using Xunit;

namespace FunctionsMaaS.Tests.Data;

public sealed class JsonLinesTests
{
    [Fact]
    public async Task Each_line_is_an_example_with_its_line_number_for_id()
    {
        var parts = await Containers.ReadAsync("x.jsonl", """
            {"label":"a","text":"one\nof two lines","score":[1,{"x":null}]}

            {"text":"\u00fc\ud83d\ude00","label":" b "}
            """);

        Assert.Null(parts.Test);
        Assert.Equal([("1", "a", "one\nof two lines"), ("3", "b", "\u00fc\U0001F600")], parts.Train.Examples.Select(e => (e.Id, e.Label, e.Text)));
    }

    [Theory]
    [InlineData("\ufeff{\"label\":\"a\",\"text\":\"x\"}")]
    [InlineData("{\"label\":\"a\",\"text\":\"x\"}\r\n\r\n \t\r\n")]
    [InlineData("\n\n{\"label\":\"a\",\"text\":\"x\"}")]
    public async Task Byte_order_mark_carriage_returns_and_blank_lines_do_no_harm(string content) =>
        Assert.Equal("x", Assert.Single((await Containers.ReadAsync("x.jsonl", content)).Train.Examples).Text);

    [Fact]
    public async Task Compressed_lines_are_read()
    {
        var content = Containers.Gzip("{\"label\":\"a\",\"text\":\"x\"}"u8.ToArray());

        Assert.Equal("x", Assert.Single((await Containers.ReadAsync("x.jsonl.gz", content)).Train.Examples).Text);
    }

    [Theory]
    [InlineData("{\"label\":\"a\",\"text\":\"secret\"", "is not JSON")]
    [InlineData("secret", "is not JSON")]
    [InlineData("{\"label\":\"a\",\"text\":\"secret\"} {}", "is not JSON")]
    [InlineData("{\"label\":\"a\",\"text\":\"x\",\"text\":\"secret\"}", "names a member twice")]
    [InlineData("[\"a\",\"secret\"]", "is JSON, but an array")]
    [InlineData("null", "is JSON, but null")]
    [InlineData("{\"text\":\"secret\"}", "has no \"label\"")]
    [InlineData("{\"label\":\"a\",\"Text\":\"secret\"}", "has no \"text\"")]
    [InlineData("{\"label\":7,\"text\":\"secret\"}", "\"label\" of line 2 of 'x.jsonl' is a number")]
    [InlineData("{\"label\":null,\"text\":\"secret\"}", "\"label\" of line 2 of 'x.jsonl' is null")]
    [InlineData("{\"label\":\"a\",\"text\":[\"secret\"]}", "\"text\" of line 2 of 'x.jsonl' is an array")]
    [InlineData("{\"label\":\"a\",\"text\":true}", "\"text\" of line 2 of 'x.jsonl' is a boolean")]
    [InlineData("{\"label\":\"a\",\"text\":{}}", "\"text\" of line 2 of 'x.jsonl' is an object")]
    [InlineData("{\"label\":\"\",\"text\":\"secret\"}", "The label of line 2 of 'x.jsonl' is empty")]
    [InlineData("{\"label\":\" \\t\",\"text\":\"secret\"}", "The label of line 2 of 'x.jsonl' is empty")]
    [InlineData("{\"label\":\"a\\nb\",\"text\":\"secret\"}", "'a\\u000ab' of line 2 of 'x.jsonl' has a control character")]
    [InlineData("{\"label\":\"a\",\"text\":\"\"}", "The text of line 2 of 'x.jsonl' is empty")]
    [InlineData("{\"label\":\"a\",\"text\":\" \\n \"}", "The text of line 2 of 'x.jsonl' is blank")]
    [InlineData("{\"label\":\"a\",\"text\":\"secret\\u0000\"}", "NUL")]
    [InlineData("{\"label\":\"a\",\"text\":\"secret\\ud800\"}", "half a surrogate pair")]
    public async Task A_bad_line_is_named_with_its_number_and_never_quoted(string line, string expected)
    {
        var message = await Containers.FailAsync("x.jsonl", "{\"label\":\"a\",\"text\":\"fine\"}\n" + line);

        Assert.Contains("line 2 of 'x.jsonl'", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_failure_underneath_carries_the_line()
    {
        var error = await Assert.ThrowsAsync<DatasetException>(() => Containers.ReadAsync("x.jsonl", "secret"));

        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invalid_utf8_is_refused()
    {
        byte[] line = [.. "{\"label\":\"a\",\"text\":\"caf"u8, 0xE9, .. "\"}"u8];

        Assert.Contains("not Unicode text", await Containers.FailAsync("x.jsonl", line), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \n")]
    public async Task A_file_without_records_is_refused(string content) =>
        Assert.Contains("'x.jsonl' holds no texts", await Containers.FailAsync("x.jsonl", content), StringComparison.Ordinal);

    [Fact]
    public async Task A_compressed_file_without_a_byte_is_refused() =>
        Assert.Contains("'x.jsonl.gz' holds no texts", await Containers.FailAsync("x.jsonl.gz", ""), StringComparison.Ordinal);

    [Fact]
    public async Task A_line_above_the_bound_is_refused_and_one_at_the_bound_is_not()
    {
        var line = $$"""{"label":"a","text":"{{new string('x', 70_000)}}"}""";
        var lines = Encoding.UTF8.GetBytes(line + "\n" + line + "\n");

        Assert.Equal(2, (await Containers.ReadAsync("x.jsonl", lines, maxBytes: line.Length)).Train.Examples.Count);

        var message = await Containers.FailAsync("x.jsonl", lines, maxBytes: line.Length - 1);
        Assert.Contains($"line 1 of 'x.jsonl' is longer than the {line.Length - 1} bytes", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nesting_without_end_is_refused()
    {
        var line = "{\"label\":\"a\",\"text\":\"x\",\"more\":" + new string('[', 100_000);

        Assert.Contains("is not JSON", await Containers.FailAsync("x.jsonl", line), StringComparison.Ordinal);
    }
}
