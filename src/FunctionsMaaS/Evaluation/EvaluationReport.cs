using System.Text.Json.Serialization;

namespace FunctionsMaaS.Evaluation;

/// <summary>How well a model does on a dataset. All rates are in [0, 1]; a rate whose denominator is zero is 0, as in scikit-learn.</summary>
public sealed record EvaluationReport
{
    /// <summary>How many texts were scored.</summary>
    public required int Documents { get; init; }

    /// <summary>The share of texts whose most probable class is right (equal to micro precision, recall and F1 with one label a text).</summary>
    public required double Accuracy { get; init; }

    /// <summary>Mean precision over the classes, each weighing the same.</summary>
    public required double MacroPrecision { get; init; }

    /// <summary>Mean recall over the classes.</summary>
    public required double MacroRecall { get; init; }

    /// <summary>Mean F1 over the classes.</summary>
    public required double MacroF1 { get; init; }

    /// <summary>Precision over all decisions together.</summary>
    public required double MicroPrecision { get; init; }

    /// <summary>Recall over all decisions together.</summary>
    public required double MicroRecall { get; init; }

    /// <summary>F1 over all decisions together.</summary>
    public required double MicroF1 { get; init; }

    /// <summary>Mean negative natural logarithm of the probability given to the right class, clipped to [eps, 1 - eps] as scikit-learn does for float32 input (eps = 2^-23).</summary>
    public required double LogLoss { get; init; }

    /// <summary>Expected calibration error of the top class over 15 equal-width bins (Guo et al. 2017).</summary>
    public required double Ece { get; init; }

    /// <summary>The classes, in the order of <see cref="PerClass"/> and <see cref="Confusion"/>.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>One row a class.</summary>
    public required IReadOnlyList<ClassReport> PerClass { get; init; }

    /// <summary><c>Confusion[i][j]</c>: how many texts of class i were taken for class j.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Confusion { get; init; }

    /// <summary>The figures by group; <see langword="null"/> where none were asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SliceReport>? Slices { get; init; }
}

/// <summary>One class of an <see cref="EvaluationReport"/>.</summary>
/// <param name="Label">The class.</param>
/// <param name="Precision">Of the texts taken for it, the share that are it.</param>
/// <param name="Recall">Of its texts, the share found.</param>
/// <param name="F1">Harmonic mean of the two.</param>
/// <param name="Support">How many texts are of the class.</param>
public sealed record ClassReport(string Label, double Precision, double Recall, double F1, int Support);
