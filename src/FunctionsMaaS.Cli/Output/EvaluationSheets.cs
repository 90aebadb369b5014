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

        var confusions = new Sheet(shell, "most confused", "taken for", ">times");
        foreach (var (right, taken, times) in MeasuredModel.MostConfused(report))
            confusions.Add(right, taken, Amounts.Count(times));
        if (confusions.IsEmpty)
            return;
        shell.Out.WriteLine();
        confusions.Write();
    }
}
