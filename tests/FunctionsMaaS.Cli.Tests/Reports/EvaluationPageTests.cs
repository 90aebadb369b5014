using FunctionsMaaS.Cli.Reports;
using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Packaging;
using Xunit;

namespace FunctionsMaaS.Cli.Tests.Reports;

public sealed class EvaluationPageTests
{
    [Fact]
    public void Labels_and_names_are_text_and_never_markup()
    {
        var html = Render("<script>alert(1)</script>", "\"quoted\" & 'apostrophed'");
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"quoted\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Letters_of_every_script_stay_as_they_are() =>
        Assert.Contains("<td>новости</td>", Render("новости", "ニュース"), StringComparison.Ordinal);

    [Fact]
    public void A_class_without_texts_has_an_empty_row() =>
        Assert.Contains("<tr><th>b</th><td></td><td></td></tr>", Render("a", "b"), StringComparison.Ordinal);

    [Fact]
    public void The_most_confused_are_ordered_and_leave_out_what_is_right()
    {
        var report = Report("a", "b") with { Confusion = [[5, 1], [3, 0]] };
        Assert.Equal([("b", "a", 3), ("a", "b", 1)], MeasuredModel.MostConfused(report));
    }

    private static string Render(string first, string second)
    {
        var manifest = new ModelManifest
        {
            Created = DateTimeOffset.UnixEpoch,
            Recipe = "sdca",
            Labels = [first, second],
            Payload = new("model.zip", "mlnet-zip", "sha256:" + new string('0', 64), 1),
        };
        return EvaluationPage.Render(new(first, manifest, second, Report(first, second)), DateTimeOffset.UnixEpoch);
    }

    private static EvaluationReport Report(string first, string second) => ClassificationMetrics.Compute([first, second], [0, 0], [0.9f, 0.1f, 0.2f, 0.8f]);
}
