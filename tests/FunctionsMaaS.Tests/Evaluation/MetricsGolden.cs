using System.Text.Json;

namespace FunctionsMaaS.Tests.Evaluation;

/// <summary>What make-golden.py computed with scikit-learn and scipy.</summary>
public sealed record MetricsGolden(MetricsCase[] Metrics, McNemarCase[] McNemar)
{
    public static MetricsGolden Read()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Evaluation", "Golden", "metrics.json"));
        return JsonSerializer.Deserialize<MetricsGolden>(stream, JsonSerializerOptions.Web)!;
    }

    public static MetricsCase Case(string name) => Read().Metrics.Single(c => c.Name == name);
}

public sealed record MetricsCase(
    string Name, int[] Truth, float[][] Probabilities, double Accuracy, double[] Macro, double[] Micro, double LogLoss, double Ece,
    double[] Precision, double[] Recall, double[] F1, int[] Support, int[][] Confusion)
{
    public string[] Labels => [.. Enumerable.Range(0, Support.Length).Select(i => $"class {i}")];

    public float[] Flat => [.. Probabilities.SelectMany(row => row)];
}

public sealed record McNemarCase(int A, int B, double P);
