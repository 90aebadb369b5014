using System.Text;
using System.Text.Json;
using CsCheck;
using FunctionsMaaS.Data;
using FunctionsMaaS.Testing;
using Xunit;

namespace FunctionsMaaS.Tests.Data;

public sealed class MessageStripperTests
{
    private const MessageParts All = MessageParts.Headers | MessageParts.Footers | MessageParts.Quotes;

    private const string Message =
        "From: jb@example.org\nSubject: Re: seams\n\nIn article <1@example.org> Ann writes:\n> Where from?\nFrom the edges.\n\nJo\n";

    private static readonly Gen<string> Lines = Gen.OneOf(
        "", "text of a line", "> quoted", ">> twice", "| barred", "  > indented", "Ann wrote:", "In article <1@example.org> x writes:", "He said: no",
        "--", "-- ", "---------", "Regards,", "Jo", "Subject: in the body", " continued", "\t", "\r", "caf\u00e9 \ud83d\ude00").Array[0, 30].Select(lines => string.Join('\n', lines));

    public static TheoryData<string, string, MessageParts, string> Golden()
    {
        var data = new TheoryData<string, string, MessageParts, string>();
        using var file = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "FunctionsMaaS.Tests", "Data", "Golden", "stripped.json")));
        foreach (var golden in file.RootElement.EnumerateArray())
        {
            data.Add(golden.GetProperty("name").GetString()!, golden.GetProperty("text").GetString()!,
                Enum.Parse<MessageParts>(golden.GetProperty("parts").GetString()!), golden.GetProperty("left").GetString()!);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Golden))]
    public void From_a_message_it_removes_what_scikit_learn_does(string name, string text, MessageParts parts, string left)
    {
        Assert.NotEmpty(name);
        Assert.Equal(left.Trim(), MessageStripper.Strip(text, parts).Trim());
    }

    [Theory]
    [InlineData(MessageParts.None, Message)]
    [InlineData(MessageParts.Headers, "In article <1@example.org> Ann writes:\n> Where from?\nFrom the edges.\n\nJo")]
    [InlineData(MessageParts.Footers, "From: jb@example.org\nSubject: Re: seams\n\nIn article <1@example.org> Ann writes:\n> Where from?\nFrom the edges.")]
    [InlineData(MessageParts.Quotes, "From: jb@example.org\nSubject: Re: seams\n\nFrom the edges.\n\nJo")]
    [InlineData(MessageParts.Headers | MessageParts.Footers, "In article <1@example.org> Ann writes:\n> Where from?\nFrom the edges.")]
    [InlineData(All, "From the edges.")]
    public void Each_part_is_removed_on_its_own(MessageParts parts, string left) =>
        Assert.Equal(left, MessageStripper.Strip(Message, parts));

    [Theory]
    [InlineData("The printer is on fire.\n\nIt smells.\n\nPlease hurry.")]
    [InlineData("One line")]
    [InlineData("Note: a colon\n\nand a paragraph")]
    [InlineData("Title\n-----\nSetext headings have rules below.\n\n---\n\nAnd there are rules between.")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |")]
    [InlineData("My boss said: do it.\nThe manual says: no.\nIn article 5 of the treaty it is forbidden.")]
    [InlineData("Thanks\nfor all the good years that we have had here together in this small house by the sea.")]
    [InlineData("Please fix it. Thanks,")]
    [InlineData("Cheers")]
    [InlineData("")]
    [InlineData(" \n ")]
    public void Text_that_is_no_message_is_left_alone(string text) => Assert.Same(text, MessageStripper.Strip(text, All));

    [Theory]
    [InlineData("It broke.\n-- \nJo Bell\n\nLarkfield", "It broke.")]
    [InlineData("It broke.\r\n\r\n--\r\nJo Bell\r\n", "It broke.")]
    [InlineData("It broke.\n\nBest regards,\nJo Bell\nLarkfield Inc.", "It broke.")]
    [InlineData("It broke.\nThanks!\n\n   Jo", "It broke.")]
    [InlineData("It broke.\n\nAnn wrote:\n\n> Since when?\n\nSince then.", "It broke.\n\n\n\nSince then.")]
    [InlineData("It broke.\n> Since when?\n  > Really?\nSince then.", "It broke.\nSince then.")]
    public void From_other_text_it_removes_only_what_is_certain(string text, string left) =>
        Assert.Equal(left, MessageStripper.Strip(text, All));

    [Theory]
    [InlineData("--\nJo Bell")]
    [InlineData("\n\nRegards,\nJo Bell\n")]
    [InlineData("From: a\nSubject: s\n\n--\nJo Bell")]
    public void A_signature_below_nothing_is_the_text(string text) =>
        Assert.Contains("Jo Bell", MessageStripper.Strip(text, MessageParts.Footers), StringComparison.Ordinal);

    [Fact]
    public void A_line_of_hyphens_far_above_the_end_opens_no_signature()
    {
        var text = "Part one.\n--\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"Line {i} of part two.\n"));

        Assert.Same(text, MessageStripper.Strip(text, All));
    }

    [Fact]
    public void Stripping_what_is_left_of_a_message_takes_no_more_of_its_paragraphs()
    {
        var once = MessageStripper.Strip("From: a\nSubject: s\n\nOne.\n\nTwo.\n\nThree.\n\nJo", MessageParts.Headers | MessageParts.Footers);

        Assert.Equal("One.\n\nTwo.\n\nThree.", once);
        Assert.Same(once, MessageStripper.Strip(once, MessageParts.Headers | MessageParts.Footers));
    }

    [Fact]
    public void What_is_left_is_some_of_the_lines_in_their_order() =>
        Gen.Select(Gen.OneOf("", "From: a\nSubject: s\n\n", "Subject: s\n"), Lines, Gen.Int[0, 7]).Sample((head, body, parts) =>
        {
            var text = head + body;

            var left = MessageStripper.Strip(text, (MessageParts)parts);

            Assert.True(left.Length <= text.Length);
            Assert.True(parts != 0 || ReferenceEquals(text, left));
            var lines = text.Split('\n').Select(l => l.Trim()).ToList().GetEnumerator() as IEnumerator<string>;
            Assert.All(left.Split('\n'), line => Assert.True(Advance(lines, line.Trim())));
        }, iter: 3000);

    [Fact]
    public void On_any_message_it_agrees_with_scikit_learns_rules() =>
        Lines.Sample(body => Oracle.Strip(body).Trim() == MessageStripper.Strip("From: a\nSubject: s\n\n" + body, All).Trim(), iter: 3000);

    // Each is quadratic for a stripper that looks ahead or back without care: then this test does not end in a lifetime.
    [Theory]
    [InlineData("Ann wrote:\n\n")]
    [InlineData("\n")]
    [InlineData("--\n")]
    [InlineData("- ")]
    [InlineData("X: y\n")]
    [InlineData("> ")]
    [InlineData("Thanks\n")]
    public void Long_texts_of_any_kind_are_stripped_in_linear_time(string unit)
    {
        var text = new StringBuilder().Insert(0, unit, 500_000 / unit.Length).ToString();

        Assert.All((string[])["", "From: a\nSubject: s\n\n", "Subject: s\n"], head =>
            Assert.True(MessageStripper.Strip(head + text, All).Length <= head.Length + text.Length));
    }

    private static bool Advance(IEnumerator<string> lines, string line)
    {
        while (lines.MoveNext())
        {
            if (lines.Current == line)
                return true;
        }
        return line.Length == 0;
    }

    /// <summary>scikit-learn's strip_newsgroup_footer and strip_newsgroup_quoting, line for line (sklearn/datasets/_twenty_newsgroups.py, BSD-3-Clause).</summary>
    private static class Oracle
    {
        private static readonly System.Text.RegularExpressions.Regex Quote = new("(writes in|writes:|wrote:|says:|said:|^In article|^Quoted from|^\\||^>)");

        public static string Strip(string text) => string.Join('\n', Footer(text).Split('\n').Where(line => !Quote.IsMatch(line)));

        private static string Footer(string text)
        {
            var lines = text.Trim().Split('\n');
            var number = lines.Length - 1;
            while (number > 0 && lines[number].Trim().Trim('-').Length > 0)
                number--;
            return number > 0 ? string.Join('\n', lines[..number]) : text;
        }
    }
}
