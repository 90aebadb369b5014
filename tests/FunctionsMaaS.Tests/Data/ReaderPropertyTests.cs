using System.Text;
using CsCheck;
using FunctionsMaaS.Data;
using Xunit;

namespace FunctionsMaaS.Tests.Data;

public sealed class ReaderPropertyTests
{
    private static readonly Gen<string> Text =
        Gen.String[Gen.OneOf(Gen.Char["ab,;\"'\t\r\n \\{}\u00e9\u20ac"], Gen.Char['\u0001', '\ud7ff'])]
            .Where(t => !string.IsNullOrWhiteSpace(t) && t[0] != '\ufeff');

    private static readonly Gen<string> Label = Gen.String[Gen.Char["abc.\u00e9-, \"'"], 1, 8].Where(l => l.Trim() == l && l.Length > 0 && l[0] != '.');

    private static readonly Gen<LabeledText[]> Examples =
        Gen.Select(Label, Text, (label, text) => new LabeledText { Label = label, Text = text }).Array[1, 20];

    [Theory]
    [InlineData("x.jsonl")]
    [InlineData("x.jsonl.gz")]
    [InlineData("x.csv")]
    [InlineData("x.tsv.gz")]
    [InlineData("x.tar")]
    [InlineData("x.tgz")]
    public async Task What_was_written_is_read(string name) =>
        await Examples.SampleAsync(async examples =>
        {
            var parts = await Containers.ReadAsync(name, Write(name, examples));

            Assert.Equal(new Dataset("written", examples).Digest, parts.Train.Digest);
            Assert.Equal(examples.Length, parts.Train.Examples.Select(e => e.Id).Distinct().Count());
        });

    [Theory]
    [InlineData("x.jsonl")]
    [InlineData("x.jsonl.gz")]
    [InlineData("x.csv")]
    [InlineData("x.tsv")]
    [InlineData("x.tar")]
    [InlineData("x.tgz")]
    public async Task Damaged_files_are_read_or_refused_and_nothing_else(string name) =>
        await Gen.Select(Examples, Gen.Select(Gen.Double[0, 1], Gen.Byte).Array[1, 8], Gen.Double[0, 2]).SampleAsync(async (examples, damages, cut) =>
        {
            var content = Write(name, examples);
            foreach (var (at, value) in damages)
                content[(int)(at * (content.Length - 1))] = value;
            content = content[..(int)Math.Min(content.Length, cut * content.Length)];

            try
            {
                Assert.NotEmpty((await Containers.ReadAsync(name, content, maxBytes: 1 << 20)).Train.Examples);
            }
            catch (DatasetException refused)
            {
                Assert.Matches("'.+'", refused.Message);
            }
        }, iter: 200);

    private static byte[] Write(string name, LabeledText[] examples)
    {
        var plain = name.Split('.')[1] switch
        {
            "jsonl" => Encoding.UTF8.GetBytes(Containers.JsonLines(examples)),
            "csv" => Encoding.UTF8.GetBytes(Containers.Table(examples, ',')),
            "tsv" => Encoding.UTF8.GetBytes(Containers.Table(examples, '\t')),
            _ => Containers.Tar([.. examples.Select((e, i) => ($"{e.Label}/{i}", e.Text))]),
        };
        return name.EndsWith("gz", StringComparison.Ordinal) ? Containers.Gzip(plain) : plain;
    }
}
