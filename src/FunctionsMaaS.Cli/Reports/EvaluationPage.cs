using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Cli.Reports;

/// <summary>An evaluation as one HTML page that needs nothing besides itself: no script, no font, no network; light or dark as the reader's system is.</summary>
internal static class EvaluationPage
{
    // Letters of every script stand as they are; what HTML gives a meaning does not.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    private static readonly Lazy<string> Style = new(static () =>
    {
        using var css = typeof(EvaluationPage).Assembly.GetManifestResourceStream("report.css")!;
        return new StreamReader(css).ReadToEnd();
    });

    /// <summary>Writes the page, whole or not at all.</summary>
    public static void Write(MeasuredModel measured, DateTimeOffset now, string path) =>
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(Render(measured, now))));

    public static string Render(MeasuredModel measured, DateTimeOffset now)
    {
        var page = new StringBuilder();
        var title = $"{Text(measured.Model)} on {Text(measured.Data)}";
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <style>
            {Style.Value}</style>
            </head>
            <body>
            <main>
            <h1>{title}</h1>
            <p class="note">{Text(measured.Manifest.Recipe)}, {Amounts.Of(measured.Manifest.Labels.Count, "label")}, made {Amounts.Time(measured.Manifest.Created)}; measured {Amounts.Time(now)}</p>

            """);
        AppendFigures(page, measured.Report);
        AppendConfusions(page, measured.Report);
        AppendClasses(page, measured.Report);
        foreach (var slice in measured.Report.Slices ?? [])
            AppendSlice(page, slice);
        AppendMatrix(page, measured.Report);
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void AppendFigures(StringBuilder page, EvaluationReport report)
    {
        page.Append("<dl class=\"figures\">\n");
        foreach (var (name, value, meaning) in new[]
        {
            ("Texts", Amounts.Count(report.Documents), "measured on"),
            ("Accuracy", Amounts.Rate(report.Accuracy), "share of texts whose label is right"),
            ("Macro F1", Amounts.Rate(report.MacroF1), "mean over the labels, each weighing the same"),
            ("Macro precision", Amounts.Rate(report.MacroPrecision), "of what is taken for a label, the share that is it"),
            ("Macro recall", Amounts.Rate(report.MacroRecall), "of what has a label, the share that is found"),
            ("Log loss", Amounts.Rate(report.LogLoss), "how surprising the right labels are; 0 is best"),
            ("ECE", Amounts.Rate(report.Ece), "how far probabilities are from the truth; 0 is best"),
        })
        {
            page.Append(CultureInfo.InvariantCulture, $"<div title=\"{meaning}\"><dt>{name}</dt><dd>{value}</dd></div>\n");
        }
        page.Append("</dl>\n");
    }

    private static void AppendConfusions(StringBuilder page, EvaluationReport report)
    {
        var confused = MeasuredModel.MostConfused(report).ToArray();
        if (confused.Length == 0)
            return;
        page.Append("<h2>Most confused</h2>\n<table>\n<thead><tr><th>Label</th><th>Taken for</th><th class=\"n\">Times</th></tr></thead>\n<tbody>\n");
        foreach (var (right, taken, times) in confused)
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(right)}</td><td>{Text(taken)}</td><td class=\"n\">{Amounts.Count(times)}</td></tr>\n");
        page.Append("</tbody>\n</table>\n");
    }

    private static void AppendClasses(StringBuilder page, EvaluationReport report)
    {
        page.Append("<h2>Each label</h2>\n<table>\n<thead><tr><th>Label</th><th class=\"n\">Precision</th><th class=\"n\">Recall</th><th class=\"n\">F1</th><th class=\"n\">Texts</th></tr></thead>\n<tbody>\n");
        foreach (var c in report.PerClass)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{Text(c.Label)}</td>{RateCell(c.Precision)}{RateCell(c.Recall)}{RateCell(c.F1)}<td class=\"n\">{Amounts.Count(c.Support)}</td></tr>\n");
        }
        page.Append("</tbody>\n</table>\n");
    }

    private static void AppendSlice(StringBuilder page, SliceReport slice)
    {
        page.Append(
            CultureInfo.InvariantCulture,
            $"<h2>By {Text(slice.Field)}</h2>\n<table>\n<thead><tr><th>Value</th><th class=\"n\">Accuracy</th><th class=\"n\">Macro F1</th><th class=\"n\">Texts</th></tr></thead>\n<tbody>\n");
        foreach (var v in slice.Values)
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(v.Value)}</td>{RateCell(v.Accuracy)}{RateCell(v.MacroF1)}<td class=\"n\">{Amounts.Count(v.Documents)}</td></tr>\n");
        page.Append("</tbody>\n</table>\n");
        if (slice.Others + slice.Without > 0)
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{Amounts.Of(slice.Others, "text")} with other values, {Amounts.Of(slice.Without, "text")} without one.</p>\n");
    }

    private static void AppendMatrix(StringBuilder page, EvaluationReport report)
    {
        page.Append("""
            <h2>Confusion matrix</h2>
            <p class="note">A row for each right label, a column for what it was taken for; the darker, the larger the share of the row.</p>
            <div class="scroll">
            <table class="matrix">
            <thead><tr><th></th>
            """);
        foreach (var label in report.Labels)
            page.Append(CultureInfo.InvariantCulture, $"<th class=\"up\"><span>{Text(label)}</span></th>");
        page.Append("</tr></thead>\n<tbody>\n");
        for (var i = 0; i < report.Labels.Count; i++)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th>{Text(report.Labels[i])}</th>");
            for (var j = 0; j < report.Labels.Count; j++)
                page.Append(Cell(report, i, j));
            page.Append("</tr>\n");
        }
        page.Append("</tbody>\n</table>\n</div>\n");
    }

    private static string Cell(EvaluationReport report, int right, int taken)
    {
        var times = report.Confusion[right][taken];
        if (times == 0)
            return "<td></td>";
        var share = (double)times / report.PerClass[right].Support;
        var kind = right == taken ? "hit" : "miss";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<td class=\"{kind}\" style=\"--share:{share:0.###}\" title=\"{Text(report.Labels[right])} taken for {Text(report.Labels[taken])}: {times} of {report.PerClass[right].Support}\">{times}</td>");
    }

    private static string RateCell(double rate) =>
        string.Create(CultureInfo.InvariantCulture, $"<td class=\"n bar\" style=\"--share:{rate:0.###}\">{Amounts.Rate(rate)}</td>");

    private static string Text(string value) => Encoder.Encode(value);
}
