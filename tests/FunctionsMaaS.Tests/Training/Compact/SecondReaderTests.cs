using CsCheck;
using FunctionsMaaS.Text;
using FunctionsMaaS.Training;
using FunctionsMaaS.Training.Compact;
using Xunit;

namespace FunctionsMaaS.Tests.Training.Compact;

/// <summary>The product against <see cref="SecondReader"/>: what the documentation of the format says is what happens.</summary>
public sealed class SecondReaderTests
{
    private static readonly TrainedModel Plain = SmallModels.Train(SmallModels.Plain);
    private static readonly TrainedModel Messages = SmallModels.Train(SmallModels.Messages);

    // Pieces that meet in odd ways: scripts, marks, symbols, addresses, header lines, line ends, lone surrogates.
    private static readonly Gen<string> Jumbled = Gen.OneOf(
        Of("moon", "Rocket ", "SOIL", " ", "\n", "\r\n", "é", "e\u0301", "\u0302", "漢", "ไ", "ม่", "?", "!", "€", "@", ".", "a.b", "x@y.z", "123", "4", "Σς", "𐐀", "\ud800", "\udc00",
            "From: ", "Subject: ", "\n\n", "X: y\n", " folded", "ǖ", "Å", "Ｚ", "-", "_", "'"),
        Gen.Char[' ', '~'].Select(c => c.ToString())).Array[0, 60].Select(string.Concat);

    private static Gen<string> Of(params string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);

    [Fact]
    public void Every_n_gram_is_the_documented_one()
    {
        foreach (var (model, text) in from model in new[] { Plain, Messages } from text in SmallModels.Texts select (model, text))
            AssertSameNgrams(model, text);
    }

    [Fact]
    public void Every_n_gram_of_jumbled_text_is_the_documented_one() =>
        Jumbled.Sample(text => AssertSameNgrams(Messages, text), iter: 1000);

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    public void Every_margin_and_probability_is_the_documented_one(int bits)
    {
        var file = SmallModels.WithBits(Messages, bits);
        var second = new SecondReader(file);
        using var model = SmallModels.Open(file);
        using var scorer = new CompactScorer(model);
        var probabilities = new float[3];
        Assert.Equal(second.Labels, model.Labels);
        foreach (var text in SmallModels.Texts.Concat(SmallModels.Messages.Examples.Take(20).Select(e => e.Text)))
        {
            var margins = scorer.Margins(text).ToArray();
            scorer.Score(text, probabilities);
            Assert.All(second.Margins(text).Zip(margins), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
            Assert.All(second.Probabilities(text).Zip(probabilities), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        }
    }

    private static void AssertSameNgrams(TrainedModel trained, string text)
    {
        using var model = SmallModels.Open(trained.Payload);
        var sink = new Recording([]);
        model.Reader.Read(text, ref sink);
        Assert.Equal(new SecondReader(trained.Payload.ToArray()).Ngrams(text).Order(), sink.Keys.Order());
    }

    private readonly struct Recording(List<ulong> keys) : INgramSink
    {
        public List<ulong> Keys => keys;

        public void Add(ulong key, int start, int end) => keys.Add(key);
    }
}
