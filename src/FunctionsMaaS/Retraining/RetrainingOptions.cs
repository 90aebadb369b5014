using System.ComponentModel.DataAnnotations;
using FunctionsMaaS.Data;

namespace FunctionsMaaS.Retraining;

/// <summary>How and when the model is retrained: section <c>Maas:Retraining</c>.</summary>
public sealed class RetrainingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Maas:Retraining";

    /// <summary>When, as NCRONTAB with seconds (<c>0 0 3 * * *</c> is every day at 03:00 UTC).</summary>
    /// <value><see langword="null"/> or empty, the default: only when asked to.</value>
    public string? Schedule { get; set; }

    /// <summary>The recipe.</summary>
    /// <value>Default <c>nb-sdca</c>.</value>
    [Required]
    public string Recipe { get; set; } = "nb-sdca";

    /// <summary>Seeds every random choice of the training.</summary>
    /// <value>Default 1.</value>
    public int Seed { get; set; } = 1;

    /// <summary>The message parts to leave out, such as <c>Headers, Quotes</c>.</summary>
    /// <value>Default <c>None</c>.</value>
    public MessageParts Strip { get; set; }

    /// <summary>The share of the examples that champion and challenger are compared on, where the dataset has no test part of its own.</summary>
    /// <value>0.05 to 0.5; default 0.2.</value>
    [Range(0.05, 0.5)]
    public double HeldOut { get; set; } = 0.2;

    /// <summary>The largest share of the training examples that comes from feedback; beyond it, the keys that sent it take turns.</summary>
    /// <value>0 to 0.5; default 0.2. 0: feedback is not used.</value>
    [Range(0.0, 0.5)]
    public double FeedbackShare { get; set; } = 0.2;

    /// <summary>Whether the training set of each version is kept beside it, so that the version can be made again.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool KeepDatasets { get; set; } = true;

    /// <summary>Whether feedback may bring labels that the dataset does not have.</summary>
    /// <value>Default <see langword="false"/>: such feedback is kept out until the dataset has the label.</value>
    public bool FeedbackNewLabels { get; set; }
}
