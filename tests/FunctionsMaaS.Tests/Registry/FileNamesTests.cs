using CsCheck;
using FunctionsMaaS.Registry;
using Xunit;

namespace FunctionsMaaS.Tests.Registry;

public sealed class FileNamesTests
{
    [Theory]
    [InlineData("manifest.json", "manifest.json")]
    [InlineData("a-b_c.1", "a-b_c.1")]
    [InlineData("Ab", "~ab")]
    [InlineData("x.", "x~_")]
    [InlineData("con", "~-con")]
    [InlineData("NUL.json", "~-~n~u~l.json")]
    [InlineData("com1", "~-com1")]
    [InlineData("console", "console")]
    public void A_name_is_escaped_where_file_systems_differ(string segment, string fileName) => Assert.Equal(fileName, FileNames.Of(segment));

    [Theory]
    [InlineData("~")]
    [InlineData("a~")]
    [InlineData("a~1")]
    [InlineData("~-a")]
    [InlineData("Upper")]
    [InlineData("con")]
    [InlineData("dot.")]
    [InlineData(".lock")]
    [InlineData(".tmp-1")]
    [InlineData("with space")]
    [InlineData("ümlaut")]
    [InlineData("")]
    public void A_file_that_is_none_of_ours_stands_for_nothing(string fileName) => Assert.Null(FileNames.SegmentOf(fileName));

    [Fact]
    public void Every_segment_comes_back_and_no_two_share_a_name_where_case_does_not_count() =>
        Gen.Select(Segments, Segments).Sample((a, b) =>
        {
            Assert.Equal(a, FileNames.SegmentOf(FileNames.Of(a)));
            Assert.Equal(a == b, string.Equals(FileNames.Of(a), FileNames.Of(b), StringComparison.OrdinalIgnoreCase));
            Assert.False(FileNames.Of(a).EndsWith('.'));
        }, iter: 5_000);

    /// <summary>From few characters, so that names often differ in case or dots alone.</summary>
    private static Gen<string> Segments { get; } =
        Gen.Select(Gen.Char["aAcCnN"], Gen.Char["aAoOnNuUlL._-1"].Array[0, 5]).Select((first, rest) => first + new string(rest));
}
