using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Cli.Reports;

/// <summary>An evaluation with what it was of.</summary>
/// <param name="Model">The model, for people.</param>
/// <param name="Manifest">What is said about it.</param>
/// <param name="Data">What it was measured on, for people.</param>
/// <param name="Report">The figures.</param>
internal sealed record MeasuredModel(string Model, ModelManifest Manifest, string Data, EvaluationReport Report)
{
    private const int MaxConfusions = 10;

    /// <summary>The pairs of classes taken for one another most often, as (right class, class taken, times).</summary>
    public static IEnumerable<(string Right, string Taken, int Times)> MostConfused(EvaluationReport report) =>
        report.Confusion
            .SelectMany((row, i) => row.Select((times, j) => (Right: i, Taken: j, Times: times)))
            .Where(c => c.Right != c.Taken && c.Times > 0)
            .OrderByDescending(c => c.Times)
            .Take(MaxConfusions)
            .Select(c => (report.Labels[c.Right], report.Labels[c.Taken], c.Times));
}
