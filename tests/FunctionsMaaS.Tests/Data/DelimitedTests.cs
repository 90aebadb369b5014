using System.Text;
using FunctionsMaaS.Data;
using Xunit;

namespace FunctionsMaaS.Tests.Data;

public sealed class DelimitedTests
{
    [Fact]
    public async Task Columns_are_found_by_name_in_any_case_and_order()
    {
        var parts = await Containers.ReadAsync("x.csv", "id,Text, LABEL \n7,\"one, \"\"two\"\"\nthree\",a\n8,four, b\n");

        Assert.Null(parts.Test);
        Assert.Equal([("1", "a", "one, \"two\"\nthree"), ("2", "b", "four")], parts.Train.Examples.Select(e => (e.Id, e.Label, e.Text)));
    }

    [Fact]
    public async Task Tabs_separate_in_a_tsv()
    {
        var parts = await Containers.ReadAsync("x.tsv", "label\ttext\na\tone, two\nb\t\"tab\there\"\n");

        Assert.Equal(["one, two", "tab\there"], parts.Train.Examples.Select(e => e.Text));
    }

    [Theory]
    [InlineData("\ufefflabel,text\na,x\n")]
    [InlineData("label,text\r\na,x")]
    [InlineData("label,text\n\na,x\n\n")]
    public async Task Byte_order_mark_line_ends_and_empty_lines_do_no_harm(string content) =>
        Assert.Equal("x", Assert.Single((await Containers.ReadAsync("x.csv", content)).Train.Examples).Text);

    [Theory]
    [InlineData("label;text\na;x\n", "no column 'label' in its header ('label;text')", "separated by commas")]
    [InlineData("class,text\na,x\n", "no column 'label' in its header ('class', 'text')", "")]
    [InlineData("label,body\na,x\n", "no column 'text'", "")]
    [InlineData("label,text,Label\na,x,b\n", "2 columns 'label'", "")]
    [InlineData("", "there is none", "")]
    [InlineData("a,b,c,d,e,f,g,h,i,j\n", "'h' and 2 more", "")]
    public async Task A_header_without_the_columns_is_shown_with_what_is_needed(string content, string expected, string also)
    {
        var message = await Containers.FailAsync("x.csv", content);

        Assert.Contains("'x.csv'", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(also, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "line 4")]
    [InlineData("a,secret,more", "line 4")]
    [InlineData("a,\"secret", "never closed")]
    [InlineData("a,sec\"ret", "a quote inside an unquoted field")]
    [InlineData("a,\"secret\"x", "text after the closing quote")]
    public async Task A_ragged_or_badly_quoted_record_is_named_by_its_line_and_never_quoted(string record, string expected)
    {
        var error = await Assert.ThrowsAsync<DatasetException>(() => Containers.ReadAsync("x.csv", $"label,text\na,\"two\nlines\"\n{record}\nb,fine\n"));

        Assert.Contains("line 4", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(",x", "The label of line 3 of 'x.csv' is empty")]
    [InlineData("a,", "The text of line 3 of 'x.csv' is empty")]
    [InlineData("a,\" \"", "The text of line 3 of 'x.csv' is blank")]
    [InlineData("a,x\0y", "NUL")]
    public async Task An_empty_label_or_text_is_named_by_its_line(string record, string expected) =>
        Assert.Contains(expected, await Containers.FailAsync("x.csv", $"label,text\na,x\n{record}\n"), StringComparison.Ordinal);

    [Fact]
    public async Task A_table_that_is_not_utf8_is_refused()
    {
        var table = Encoding.Latin1.GetBytes("label,text\na,caf\u00e9\n");

        Assert.Contains("line 2 of 'x.csv' is not UTF-8", await Containers.FailAsync("x.csv", table), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_of_a_header_only_is_refused() =>
        Assert.Contains("holds no texts", await Containers.FailAsync("x.tsv", "label\ttext\n"), StringComparison.Ordinal);

    [Fact]
    public async Task A_record_above_the_bound_is_refused()
    {
        var table = Encoding.UTF8.GetBytes("label,text\na,\"" + new string('x', 1_000_000));

        var message = await Containers.FailAsync("x.csv", table, maxBytes: 100_000);

        Assert.Contains("100000 bytes", message, StringComparison.Ordinal);
    }
}
