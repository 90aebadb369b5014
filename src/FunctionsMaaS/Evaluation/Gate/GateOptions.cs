using System.ComponentModel.DataAnnotations;

namespace FunctionsMaaS.Evaluation.Gate;

/// <summary>What a challenger must show to replace the champion: section <c>Maas:Gate</c>.</summary>
public sealed class GateOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Maas:Gate";

    /// <summary>What must be shown of accuracy.</summary>
    /// <value>Default <see cref="GateRequirement.NotWorse"/>.</value>
    public GateRequirement Require { get; set; } = GateRequirement.NotWorse;

    /// <summary>How often each test of the gate may err; see <see cref="GateRequirement"/> for what erring is.</summary>
    /// <value>0.0001 to 0.2; default 0.05.</value>
    [Range(0.0001, 0.2)]
    public double Alpha { get; set; } = 0.05;

    /// <summary>With <see cref="GateRequirement.WithinMargin"/>: how much accuracy and macro-F1 a challenger may lack.</summary>
    /// <value>0.001 to 0.2; default 0.01.</value>
    [Range(0.001, 0.2)]
    public double Margin { get; set; } = 0.01;

    /// <summary>With fewer held-out texts nothing is significant, so the challenger must be as accurate as the champion to the last text.</summary>
    /// <value>1 to 1,000,000; default 100.</value>
    [Range(1, 1_000_000)]
    public int MinTexts { get; set; } = 100;

    /// <summary>Classes and slices of fewer held-out texts are not judged by themselves.</summary>
    /// <value>1 to 1,000,000; default 10.</value>
    [Range(1, 1_000_000)]
    public int MinSupport { get; set; } = 10;

    /// <summary>How much of its recall a class may lose against the champion; more is refused where chance does not explain it.</summary>
    /// <value>0 to 1; default 0.1.</value>
    [Range(0.0, 1.0)]
    public double MaxRecallDrop { get; set; } = 0.1;

    /// <summary>The recall that every class must have; less is refused where chance does not explain it.</summary>
    /// <value>0 to 0.99; default 0: none.</value>
    [Range(0.0, 0.99)]
    public double MinRecall { get; set; }

    /// <summary>By how much the calibration error may exceed the champion's; more is refused where chance does not explain it.</summary>
    /// <value>0 to 1; default 0.02.</value>
    [Range(0.0, 1.0)]
    public double MaxEceIncrease { get; set; } = 0.02;

    /// <summary>The largest calibration error, as measured.</summary>
    /// <value>0 to 1; default 1: any.</value>
    [Range(0.0, 1.0)]
    public double MaxEce { get; set; } = 1;

    /// <summary>The largest payload as a multiple of the champion's; below 1 MiB none is too large.</summary>
    /// <value>1 to 10,000; default 2.</value>
    [Range(1.0, 10_000.0)]
    public double MaxSizeRatio { get; set; } = 2;

    /// <summary>The longest time for a text as a multiple of the champion's, both at their medians; below 50 µs none is too long.</summary>
    /// <value>1 to 10,000; default 2.</value>
    [Range(1.0, 10_000.0)]
    public double MaxLatencyRatio { get; set; } = 2;

    /// <summary>The metadata fields by whose values models are measured and compared, separated by commas.</summary>
    /// <value>At most 8; <see langword="null"/> or empty, the default: none. Values of these fields are kept in manifests.</value>
    public string? Slices { get; set; }

    /// <summary>How many times the held-out texts are resampled.</summary>
    /// <value>100 to 100,000; default 2,000.</value>
    [Range(100, 100_000)]
    public int Resamples { get; set; } = 2000;

    /// <summary>Seeds the resampling, so that the same figures give the same verdict.</summary>
    /// <value>Default 1.</value>
    public int Seed { get; set; } = 1;

    /// <summary>The fields of <see cref="Slices"/>, each once.</summary>
    internal IReadOnlyList<string> SliceFields =>
        [.. (Slices ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
}

/// <summary>What a challenger must show, and so which error its alpha bounds.</summary>
public enum GateRequirement
{
    /// <summary>It is refused if it is significantly worse. A challenger that is as good as the champion is refused with probability alpha at most.</summary>
    NotWorse,

    /// <summary>It is taken if it is significantly better than one that lacks the margin. A challenger that lacks the margin, or more, is taken with probability alpha at most.</summary>
    WithinMargin,

    /// <summary>It is taken if it is significantly better. A challenger that is only as good as the champion is taken with probability alpha at most.</summary>
    Better,
}
