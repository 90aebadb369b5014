using System.Globalization;
using System.Text;

namespace FunctionsMaaS.Bench.SideBySide;

/// <summary>A campaign as Markdown: the figures, then how many times better the default recipe is.</summary>
internal static class SideBySideReport
{
    private static readonly (string Heading, Func<RoundResult, double> Figure, Func<double, string> Show)[] Columns =
    [
        ("accuracy", r => r.Accuracy, v => Number(v, "0.0000")),
        ("macro F1", r => r.MacroF1, v => Number(v, "0.0000")),
        ("fit, s", r => r.Fit.FitSeconds, v => Number(v, "0.0")),
        ("fit, CPU s", r => r.Fit.FitCpuSeconds, v => Number(v, "0.0")),
        ("fit peak, MB", r => r.Fit.PeakBytes, Megabytes),
        ("model, MB", r => r.Fit.ModelBytes, Megabytes),
        ("load, ms", r => r.Serve.LoadSeconds, v => Number(v * 1e3, "0.0")),
        ("first, ms", r => r.Serve.FirstSeconds, v => Number(v * 1e3, "0.0")),
        ("one text p50, us", r => r.Serve.P50Seconds, v => Number(v * 1e6, "#,0")),
        ("p99, us", r => r.Serve.P99Seconds, v => Number(v * 1e6, "#,0")),
        ("CPU a text, us", r => r.Serve.CpuSecondsPerText, v => Number(v * 1e6, "#,0")),
        ("batch, texts/s", r => r.Serve.DocumentsPerSecond, v => Number(v, "#,0")),
        ("on one thread", r => r.Serve.DocumentsPerSecondOneThread, v => Number(v, "#,0")),
        ("loaded, MB", r => r.Serve.PeakBytesLoaded, Megabytes),
        ("serve peak, MB", r => r.Serve.PeakBytes, Megabytes),
    ];

    /// <summary>Each says how many times better ours is: above 1 ours is better.</summary>
    private static readonly (string Heading, Func<RoundResult, double> Figure, bool MoreIsBetter)[] Ratios =
    [
        ("fit", r => r.Fit.FitSeconds, false),
        ("fit, CPU", r => r.Fit.FitCpuSeconds, false),
        ("fit peak", r => r.Fit.PeakBytes, false),
        ("model", r => r.Fit.ModelBytes, false),
        ("load", r => r.Serve.LoadSeconds, false),
        ("one text, p50", r => r.Serve.P50Seconds, false),
        ("p99", r => r.Serve.P99Seconds, false),
        ("CPU a text", r => r.Serve.CpuSecondsPerText, false),
        ("batch", r => r.Serve.DocumentsPerSecond, true),
        ("on one thread", r => r.Serve.DocumentsPerSecondOneThread, true),
        ("serve peak", r => r.Serve.PeakBytes, false),
    ];

    public static string ToMarkdown(SideBySideResult result)
    {
        var text = new StringBuilder();
        var rounds = result.Contenders[0].Rounds.Count;
        text.Append(CultureInfo.InvariantCulture, $"""
            # Side by side

            {result.Data}: {result.Split}; {result.TrainTexts:N0} texts to learn from, {result.TestTexts:N0} to test on, {result.Labels} labels, whole messages.
            {(rounds == 1 ? "One round" : $"Medians of {rounds} rounds")}, all contenders in one process tree on one machine: {result.Machine}.
            **Times of this machine are noisy; compare ratios of one run, never figures of two.** Processor time suffers least from what else ran.


            """);
        Table(text, ["", .. Columns.Select(c => c.Heading)], result.Contenders.Select(c => (string[])[NameOf(c), .. Columns.Select(column => column.Show(c.Median(column.Figure)))]));
        if (result.Contenders.FirstOrDefault(c => c.Name == Contender.Ours) is { } ours)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nHow many times better `{ours.Name}` is (above 1 it is faster or smaller), and how much more accurate, in points:\n\n");
            Table(text, ["", "accuracy", "macro F1", .. Ratios.Select(r => r.Heading)], result.Contenders.Where(c => c != ours).Select(c => (string[])
            [
                NameOf(c), Points(ours, c, r => r.Accuracy), Points(ours, c, r => r.MacroF1),
                .. Ratios.Select(r => Number(r.MoreIsBetter ? ours.Median(r.Figure) / c.Median(r.Figure) : c.Median(r.Figure) / ours.Median(r.Figure), "#,0.0#")),
            ]));
        }
        text.Append(CultureInfo.InvariantCulture, $"""

            What ran:

            {string.Join('\n', result.Contenders.Select(c => $"- {NameOf(c)}: {c.What}"))}

            How it was measured:

            - Every step of every contender is a child process of its own; the order goes round, and begins with another contender in each round.
            - All read the same UTF-8 files, the training texts in one shuffled order. *Fit* runs from the first file to the model on the disk; starting the process and
              importing Python libraries is not in it, compiling .NET code is.
            - *Load* is from the model file to being ready to score, in a fresh process; ours verifies digests on the way. *First* is the first prediction after it.
            - *One text* is in process and warmed, over about {result.SingleTexts:N0} texts spread over the test part, for half a second at least. *CPU a text* is the mean processor time of the same
              loop, all threads of the process together.
            - *Batch* predicts all test texts in one call, warmed for a second, for a second at least, as each library does it by itself; ours on all cores. *On one thread* is the same for ours on one; the others leave no such choice.
            - *Peak* is the high-water mark of resident memory (VmHWM); serving includes the test texts in memory, *loaded* does not.
            - Accuracy and macro F1 of all are computed by the same code from the labels that the batch predicted. {Differing(result)}

            Run it with `dotnet run -c Release --project bench/FunctionsMaaS.Bench -- side-by-side --data PATH`.

            """);
        return text.ToString();
    }

    private static string Differing(SideBySideResult result)
    {
        string[] differing = [.. result.Contenders.Where(c => c.Rounds.Any(r => r.Serve.Differing > 0)).Select(c => c.Name)];
        return differing.Length == 0
            ? "Predictions of one text were the same as those of the batch for all contenders."
            : $"Predictions of one text differed from those of the batch for {string.Join(", ", differing)}.";
    }

    private static void Table(StringBuilder text, string[] headings, IEnumerable<string[]> rows)
    {
        text.Append("| ").AppendJoin(" | ", headings).Append(" |\n|---|").Insert(text.Length, "---:|", headings.Length - 1).Append('\n');
        foreach (var row in rows)
            text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
    }

    private static string NameOf(ContenderResult contender) => contender.IsOurs ? $"`{contender.Name}`" : contender.Name;

    private static string Points(ContenderResult ours, ContenderResult other, Func<RoundResult, double> figure) =>
        Number(100 * (ours.Median(figure) - other.Median(figure)), "+0.0;-0.0;0.0");

    private static string Megabytes(double bytes) => Number(bytes / 1e6, bytes < 1e8 ? "0.0" : "#,0");

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
