using System.Text;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Testing.Packaging;
using Xunit;

namespace FunctionsMaaS.Tests.Packaging;

public sealed class ModelVerdictTests
{
    private static readonly ModelVerdict Verdict = new(
        2, false, "accuracy 0.8 against 0.9", [new("accuracy", false, 0.001, 0.05, "p = 0.001"), new("classes", true, null, null, "no class has 10 texts")]);

    private static readonly string Written = Encoding.UTF8.GetString(ManifestJson.Write(Judged(Verdict)));

    [Fact]
    public void A_verdict_is_written_and_read_back()
    {
        var read = ManifestJson.Read(Encoding.UTF8.GetBytes(Written), "m");
        Assert.Equal((2, false, Verdict.Reason), (read.Verdict!.Against, read.Verdict.Passed, read.Verdict.Reason));
        Assert.Equal(Verdict.Checks, read.Verdict.Checks);
        Assert.Equal(Written, Encoding.UTF8.GetString(ManifestJson.Write(read)));
    }

    [Fact]
    public void A_manifest_without_one_is_written_as_before() =>
        Assert.DoesNotContain("verdict", Encoding.UTF8.GetString(ManifestJson.Write(SamplePackages.Of("a", "b").Manifest)), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"against\": 2", "\"against\": 0", "m: 'verdict.against' is 0; allowed are whole numbers from 1.")]
    [InlineData("\"accuracy 0.8 against 0.9\"", "\"\"", "m: 'verdict.reason' is ''; allowed is one line of 1 to 4000 characters.")]
    [InlineData("\"accuracy 0.8 against 0.9\"", "\"two\\nlines\"", "m: 'verdict.reason' is 'two\\u000alines'; allowed is one line of 1 to 4000 characters.")]
    [InlineData("\"accuracy 0.8 against 0.9\"", "null", "m has no 'verdict.reason'.")]
    [InlineData("\"name\": \"classes\"", "\"name\": \" \"", "m: 'verdict.checks[1].name' is ' '; allowed is one line of 1 to 512 characters.")]
    [InlineData("\"name\": \"classes\",", "", "m has no 'verdict.checks[1].name'.")]
    [InlineData("\"value\": 0.001", "\"value\": 1e999", "m: 'verdict.checks[0].value' is Infinity; allowed are finite numbers.")]
    [InlineData("\"value\": 0.001", "\"worth\": 0.001", "m: the value at '$.verdict.checks[0].worth' is unknown or of the wrong type.")]
    public void What_is_no_verdict_is_refused(string piece, string replacement, string message)
    {
        var head = Written[..Written.LastIndexOf(",\n  \"digest\"", StringComparison.Ordinal)];
        Assert.Single(head.Split(piece).Skip(1));
        var error = Assert.Throws<ModelPackageException>(() => ManifestJson.Read(SignedManifest.Of(head.Replace(piece, replacement, StringComparison.Ordinal)), "m"));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Figures_that_are_no_numbers_and_too_many_checks_are_not_written()
    {
        var check = Verdict.Checks[0];
        Assert.Contains("'verdict.checks[0].limit' is NaN", Fault(Verdict with { Checks = [check with { Limit = double.NaN }] }), StringComparison.Ordinal);
        Assert.Contains("has 33 checks; at most 32", Fault(Verdict with { Checks = [.. Enumerable.Repeat(check, 33)] }), StringComparison.Ordinal);
        Assert.Contains("checks[0].reason", Fault(Verdict with { Checks = [check with { Reason = new string('x', 4001) }] }), StringComparison.Ordinal);
    }

    private static ModelManifest Judged(ModelVerdict verdict) => SamplePackages.Of("a", "b").With(verdict).Manifest;

    private static string Fault(ModelVerdict verdict) => Assert.Throws<ModelPackageException>(() => ManifestJson.Write(Judged(verdict))).Message;
}
