using FunctionsMaaS.Evaluation.Gate;

namespace FunctionsMaaS.Cli.Output;

/// <summary>The checks of the gate as a table.</summary>
internal static class CheckSheet
{
    /// <summary>Writes the table, with an empty line before it; nothing if there were no checks.</summary>
    public static void Write(Shell shell, IReadOnlyList<GateCheck> checks)
    {
        if (checks.Count == 0)
            return;
        shell.Out.WriteLine();
        var sheet = new Sheet(shell, "check", "", ">value", ">limit", "because");
        foreach (var check in checks)
            sheet.Add(check.Name, check.Passed ? "passed" : "FAILED", Amounts.Rate(check.Value), Amounts.Rate(check.Limit), check.Reason);
        sheet.Write();
    }
}
