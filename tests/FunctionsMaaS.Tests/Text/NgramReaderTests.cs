using CsCheck;
using FunctionsMaaS.Text;
using Xunit;

namespace FunctionsMaaS.Tests.Text;

public sealed class NgramReaderTests
{
    private static readonly NgramSettings Words = new() { Prefix = 0 };
    private const string Odd = "\n:@\u0301\ud800\udc00漢";
    private static readonly NgramSettings Everything = new() { Headers = true, CharactersFrom = 2, CharactersTo = 8 };

    [Fact]
    public void Words_and_pairs_know_their_places()
    {
        const string Text = "The  moon, again";
        Assert.Equal(["The", "The", "The  moon", "again", "again", "moon", "moon, again"], Read(Text, Words).Select(n => Text[n.Start..n.End]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Crème Brûlée", "CRE\u0300ME bru\u0302le\u0301e")]
    [InlineData("ΌΣΟΣ", "όσος")]
    [InlineData("straße", "STRAßE")]
    [InlineData("ЙОД", "и\u0306од")]
    [InlineData("Ế", "e\u0302\u0301")]
    [InlineData("𐐀𐐁", "𐐨𐐩")]
    [InlineData("ＡＢＣ１", "abc1")]
    public void Forms_of_one_text_give_the_same_n_grams(string one, string other) =>
        Assert.Equal(Read(one, Everything).Select(n => n.Key), Read(other, Everything).Select(n => n.Key));

    [Theory]
    [InlineData("cafe", "café")]
    [InlineData("und", "and")]
    [InlineData("ab", "a b")]
    [InlineData("漢字", "字漢")]
    public void Different_texts_give_different_n_grams(string one, string other) =>
        Assert.NotEqual(Read(one, Words).Select(n => n.Key), Read(other, Words).Select(n => n.Key));

    [Theory]
    [InlineData("月球轨道", 4)]
    [InlineData("𠮷野家", 3)]
    [InlineData("ひらがな", 4)]
    [InlineData("น้ำ", 2)] // a consonant with its mark, and a vowel that is a letter
    public void Scripts_without_spaces_give_each_character_and_each_pair(string text, int characters)
    {
        var words = Read(text, Words).Where(n => n.Key != 0).ToList();
        Assert.Equal((2 * characters) + 1, words.Count);
        Assert.Equal(text.Length, words.Max(n => n.End));
    }

    [Fact]
    public void An_address_counts_whole_by_domain_and_by_word()
    {
        const string Text = "to Jane.Doe@cs.Example.org.";
        var spans = Read(Text, Words with { Bigrams = false }).Select(n => Text[n.Start..n.End]).ToList();
        Assert.Equal(
            ["Doe", "Example", "Example.org", "Jane", "Jane.Doe@cs.Example.org", "cs", "cs.Example.org", "org", "org", "to"],
            spans.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_field_of_a_header_is_read_apart_from_the_body_and_the_subject_as_both()
    {
        const string Message = "From: moon\nSubject: orbit\n\nrocket";
        var settings = Words with { Bigrams = false };
        ulong KeyOf(string word) => Assert.Single(Read(word, settings)).Key;
        var keys = Read(Message, settings with { Headers = true }).Select(n => n.Key).ToList();
        Assert.Equal(4, keys.Count);
        Assert.Contains(KeyOf("orbit"), keys);
        Assert.Contains(KeyOf("rocket"), keys);
        Assert.DoesNotContain(KeyOf("moon"), keys);
    }

    [Fact]
    public void Without_header_reading_a_message_is_text() =>
        Assert.Equal(["From", "Subject", "moon", "orbit"], Read("From: moon\nSubject: orbit\n\n", Words with { Bigrams = false }).Select(n => "From: moon\nSubject: orbit\n\n"[n.Start..n.End]).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_span_of_any_text_is_a_place_in_it() =>
        Gen.OneOf(Gen.Char, Gen.Char[' ', '~'], Gen.Int[0, Odd.Length - 1].Select(i => Odd[i])).Array[0, 200].Select(characters => new string(characters)).Sample(text =>
            Assert.All(Read(text, Everything), n => Assert.True(n.Start >= 0 && n.Start < n.End && n.End <= text.Length)), iter: 800);

    public static TheoryData<string> Hostile =>
    [
        "a", "aa ", "@", "a@", "a.b@", "a@a.", ".", "\u0301", "漢", "漢\u0301", "?", "From: a\n", "x: y\n ", "\n", "\r\n ", "\ud800", "𐐀", "é", ">", "1", "a1@1.1.1.1.1.1.1 ",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void The_n_grams_of_twice_the_text_are_at_most_twice_as_many_and_a_constant(string piece)
    {
        var once = Read(string.Concat(Enumerable.Repeat(piece, 2_000)), Everything).Count;
        var twice = Read(string.Concat(Enumerable.Repeat(piece, 4_000)), Everything).Count;
        Assert.InRange(twice, 0, (2 * once) + 16);
        Assert.InRange(once, 0, 2_000 * piece.Length * 40);
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        var text = string.Concat(Enumerable.Repeat("From: a@b.c\nSubject: é 漢字\n\nmoon? 😀 ", 50));
        var reader = new NgramReader(Everything);
        var sink = new Counter();
        reader.Read(text, ref sink);
        var before = GC.GetAllocatedBytesForCurrentThread();
        reader.Read(text, ref sink);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sink.Count > 2000);
    }

    private static List<(ulong Key, int Start, int End)> Read(string text, NgramSettings settings)
    {
        var sink = new Recording([]);
        new NgramReader(settings).Read(text, ref sink);
        return sink.Found;
    }

    private readonly struct Recording(List<(ulong Key, int Start, int End)> found) : INgramSink
    {
        public List<(ulong Key, int Start, int End)> Found => found;

        public void Add(ulong key, int start, int end) => found.Add((key, start, end));
    }

    private struct Counter : INgramSink
    {
        public long Count { get; private set; }

        public void Add(ulong key, int start, int end) => Count++;
    }
}
