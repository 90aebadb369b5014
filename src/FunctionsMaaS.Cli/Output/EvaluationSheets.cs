using FunctionsMaaS.Cli.Reports;
using FunctionsMaaS.Evaluation;

namespace FunctionsMaaS.Cli.Output;

/// <summary>An evaluation as tables: the whole, each class, and what is confused most.</summary>
internal static class EvaluationSheets
{
    public static void Write(Shell shell, EvaluationReport report)
    {
        var whole = new Sheet(shell, "", ">");
        whole.Add("texts", Amounts.Count(report.Documents));
        whole.Add("accuracy", Amounts.Rate(report.Accuracy));
        whole.Add("macro precision", Amounts.Rate(report.MacroPrecision));
        whole.Add("macro recall", Amounts.Rate(report.MacroRecall));
        whole.Add("macro F1", Amounts.Rate(report.MacroF1));
        whole.Add("log loss", Amounts.Rate(report.LogLoss));
        whole.Add("ECE", Amounts.Rate(report.Ece));
        whole.Write();

        shell.Out.WriteLine();
        var classes = new Sheet(shell, "class", ">precision", ">recall", ">F1", ">texts");
        foreach (var c in report.PerClass)
            classes.Add(c.Label, Amounts.Rate(c.Precision), Amounts.Rate(c.Recall), Amounts.Rate(c.F1), Amounts.Count(c.Support));
        classes.Write();

        foreach (var slice in report.Slices ?? [])
            WriteSlice(shell, slice);

        var confusions = new Sheet(shell, "most confused", "taken for", ">times");
        foreach (var (right, taken, times) in MeasuredModel.MostConfused(report))
            confusions.Add(right, taken, Amounts.Count(times));
        if (confusions.IsEmpty)
            return;
        shell.Out.WriteLine();
        confusions.Write();
    }

    private static void WriteSlice(Shell shell, SliceReport slice)
    {
        shell.Out.WriteLine();
        var sheet = new Sheet(shell, slice.Field, ">accuracy", ">macro F1", ">texts");
        foreach (var value in slice.Values)
            sheet.Add(value.Value, Amounts.Rate(value.Accuracy), Amounts.Rate(value.MacroF1), Amounts.Count(value.Documents));
        if (slice.Others > 0)
            sheet.Add("(other values)", "", "", Amounts.Count(slice.Others));
        if (slice.Without > 0)
            sheet.Add("(without)", "", "", Amounts.Count(slice.Without));
        sheet.Write();
    }
}
