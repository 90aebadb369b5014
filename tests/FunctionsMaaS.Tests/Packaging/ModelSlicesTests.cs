using System.Text;
using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Testing.Packaging;
using Xunit;

namespace FunctionsMaaS.Tests.Packaging;

public sealed class ModelSlicesTests
{
    private static readonly SliceReport Slice = new() { Field = "lang", Values = [new("de", 13, 0.75, 0.5, 1, true), new("en", 1, 1, 1)], Others = 2, Without = 4 };

    private static readonly string Written = Encoding.UTF8.GetString(ManifestJson.Write(With(Slice)));

    [Fact]
    public void Figures_by_group_are_written_and_read_back()
    {
        var read = Assert.Single(ManifestJson.Read(Encoding.UTF8.GetBytes(Written), "m").Slices);
        Assert.Equal(("lang", 2, 4), (read.Field, read.Others, read.Without));
        Assert.Equal(Slice.Values, read.Values);
    }

    [Fact]
    public void A_manifest_without_them_is_written_as_before() =>
        Assert.DoesNotContain("slices", Encoding.UTF8.GetString(ManifestJson.Write(SamplePackages.Of("a", "b").Manifest)), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"field\": \"lang\"", "\"field\": \"text\"", "m: 'slices[0].field' is 'text'; allowed is one line of 1 to 64 visible characters.")]
    [InlineData("\"value\": \"de\"", "\"value\": \"d\\u0007e\"", "m: 'slices[0].values[0].value' is 'd\\u0007e'; allowed is one line of 1 to 100 visible characters.")]
    [InlineData("\"documents\": 13", "\"documents\": 0", "m: 'slices[0].values[0].documents' is 0; allowed are whole numbers from 1.")]
    [InlineData("\"accuracy\": 0.75", "\"accuracy\": 1.5", "m: 'slices[0].values[0].accuracy' is 1.5; allowed are 0 to 1.")]
    [InlineData("\"others\": 2", "\"others\": -2", "m: 'slices[0].others' is -2; allowed are whole numbers from 0.")]
    [InlineData("\"others\": 2,", "", "m has no 'slices[0].others'.")]
    [InlineData("\"documents\": 13,", "", "m has no 'slices[0].values[0].documents'.")]
    [InlineData("\"without\"", "\"with\"", "m: the value at '$.slices[0].with' is unknown or of the wrong type.")]
    public void What_is_no_such_figure_is_refused(string piece, string replacement, string message)
    {
        var head = Written[..Written.LastIndexOf(",\n  \"digest\"", StringComparison.Ordinal)];
        Assert.Single(head.Split(piece).Skip(1));
        var error = Assert.Throws<ModelPackageException>(() => ManifestJson.Read(SignedManifest.Of(head.Replace(piece, replacement, StringComparison.Ordinal)), "m"));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Their_size_is_bounded()
    {
        Assert.Contains("has 9 fields; at most 8", Fault([.. Enumerable.Repeat(Slice, 9)]), StringComparison.Ordinal);
        Assert.Contains("has 21 values; at most 20", Fault(Slice with { Values = [.. Enumerable.Repeat(Slice.Values[0], 21)] }), StringComparison.Ordinal);
    }

    private static ModelManifest With(params SliceReport[] slices) => SamplePackages.Of("a", "b").Manifest with { Slices = slices };

    private static string Fault(params SliceReport[] slices) => Assert.Throws<ModelPackageException>(() => ManifestJson.Write(With(slices))).Message;
}
