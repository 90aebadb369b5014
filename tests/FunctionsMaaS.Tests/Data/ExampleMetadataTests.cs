using FunctionsMaaS.Data;
using Xunit;

namespace FunctionsMaaS.Tests.Data;

public sealed class ExampleMetadataTests
{
    [Fact]
    public async Task Strings_numbers_and_booleans_of_a_line_are_metadata_and_all_else_is_left_out()
    {
        var example = await OneAsync("x.jsonl", """
            {"label":"a","text":"x","lang":" de ","stars":4.50,"paid":true,"tags":["t"],"from":{"x":1},"none":null,"empty":"","id":"7","Text":"y"}
            """);
        Assert.Equal([("lang", "de"), ("stars", "4.50"), ("paid", "true")], Pairs(example));
        Assert.Equal("de", example.Metadata.Find("lang"));
        Assert.Null(example.Metadata.Find("Lang"));
    }

    [Fact]
    public async Task Other_columns_of_a_table_are_metadata()
    {
        var parts = await Containers.ReadAsync("x.csv", "id,lang,text,label,lang,\n1,de,one,a,twice,unnamed\n2,,two,b,,\n");
        Assert.Equal([("lang", "de")], Pairs(parts.Train.Examples[0]));
        Assert.Same(ExampleMetadata.None, parts.Train.Examples[1].Metadata);
    }

    [Fact]
    public async Task What_is_too_long_not_Unicode_or_of_several_lines_is_no_group()
    {
        var example = await OneAsync("x.jsonl", $$"""
            {"label":"a","text":"x","long":"{{new string('v', 101)}}","{{new string('n', 65)}}":"v","lines":"a\nb","half":"\ud800","blank":"\u200b","good":"{{new string('v', 100)}}"}
            """);
        Assert.Equal("good", Assert.Single(Pairs(example)).Field);
        Assert.Equal([("good", "ü")], Pairs((await Containers.ReadAsync("x.csv", [.. "label,text,bad,good\na,x,"u8, 0xff, .. ",ü\n"u8])).Train.Examples[0]));
    }

    [Fact]
    public async Task Fields_beyond_the_sixteenth_are_left_out()
    {
        var members = string.Concat(Enumerable.Range(0, 20).Select(i => $",\"f{i}\":{i}"));
        Assert.Equal(16, Pairs(await OneAsync("x.jsonl", $"{{\"label\":\"a\",\"text\":\"x\"{members}}}")).Count());
    }

    [Fact]
    public async Task A_value_that_comes_again_is_kept_once()
    {
        var parts = await Containers.ReadAsync("x.jsonl", "{\"label\":\"a\",\"text\":\"x\",\"lang\":\"deutsch\"}\n{\"label\":\"a\",\"text\":\"y\",\"lang\":\"deutsch\"}\n");
        var (first, second) = (parts.Train.Examples[0].Metadata.Fields[0], parts.Train.Examples[1].Metadata.Fields[0]);
        Assert.Same(first.Key, second.Key);
        Assert.Same(first.Value, second.Value);
    }

    /// <summary>The digest is what a model's origin is known by; this one was worked out with Python's hashlib.</summary>
    [Fact]
    public async Task A_digest_is_of_labels_and_texts_alone()
    {
        var plain = (await Containers.ReadAsync("x.csv", "label,text\na,one\nb,two\n")).Train.Digest;
        Assert.Equal(plain, (await Containers.ReadAsync("x.csv", "label,lang,text\na,de,one\nb,en,two\n")).Train.Digest);
        Assert.Equal(plain, new Dataset("d", [new() { Label = "b", Text = "two" }, new() { Label = "a", Text = "one" }]).Digest);
        Assert.Equal("sha256:df6084cc3d4d08a761662e3b3cdca839779842f03a358334b5e12586e41f42d1", plain);
    }

    [Fact]
    public void Metadata_of_the_same_fields_is_the_same()
    {
        ExampleMetadata a = new(KeyValuePair.Create("k", "v")), b = new(KeyValuePair.Create("k", "v")), c = new(KeyValuePair.Create("k", "w"));
        Assert.Equal(a, b);
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        Assert.NotEqual(a, c);
    }

    private static async Task<LabeledText> OneAsync(string file, string content) => Assert.Single((await Containers.ReadAsync(file, content)).Train.Examples);

    private static IEnumerable<(string Field, string Value)> Pairs(LabeledText example) => example.Metadata.Fields.Select(f => (f.Key, f.Value));
}
