using System.Text.Json;
using FunctionsMaaS.Training.Compact;

namespace FunctionsMaaS.Tests.Training.Compact;

/// <summary>What scikit-learn learns from a small matrix; see Golden/make-linear.py.</summary>
internal sealed record LinearGolden(double[][] Values, int[] Labels, double Cost, double[][] Weights, double[] Biases, double[][] Complement)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    public int Classes => Biases.Length;

    public int[] AllRows => [.. Enumerable.Range(0, Labels.Length)];

    public static LinearGolden Read() =>
        JsonSerializer.Deserialize<LinearGolden>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Training", "Compact", "Golden", "linear.json")), Options)!;

    public FeatureMatrix ToMatrix()
    {
        var (starts, columns, values) = (new List<int> { 0 }, new List<int>(), new List<float>());
        foreach (var row in Values)
        {
            for (var column = 0; column < row.Length; column++)
            {
                if (row[column] > 0)
                    (columns, values) = ([.. columns, column], [.. values, (float)row[column]]);
            }
            starts.Add(columns.Count);
        }
        return new([.. Enumerable.Range(0, Values[0].Length).Select(i => (ulong)i * 2)], [.. Values[0].Select(_ => 1f)], [.. starts], [.. columns], [.. values]);
    }
}
