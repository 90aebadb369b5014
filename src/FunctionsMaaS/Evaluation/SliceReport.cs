using System.Text.Json.Serialization;

namespace FunctionsMaaS.Evaluation;

/// <summary>How well a model does on the groups that a metadata field makes of a dataset.</summary>
public sealed record SliceReport
{
    /// <summary>The most fields that are measured at once.</summary>
    public const int MaxFields = 8;

    /// <summary>The most values of a field that are measured: those of the most texts.</summary>
    public const int MaxValues = 20;

    /// <summary>The metadata field.</summary>
    public required string Field { get; init; }

    /// <summary>Its values, those of the most texts first.</summary>
    public required IReadOnlyList<SliceValue> Values { get; init; }

    /// <summary>How many texts have other values.</summary>
    public int Others { get; init; }

    /// <summary>How many texts lack the field.</summary>
    public int Without { get; init; }
}

/// <summary>How well a model does on the texts of one group.</summary>
/// <param name="Value">The value of the field.</param>
/// <param name="Documents">How many texts have it.</param>
/// <param name="Accuracy">The share of them that is right.</param>
/// <param name="MacroF1">Mean F1 over the classes that they have.</param>
/// <param name="ChampionAccuracy">The champion's accuracy on them, where the model was compared with it.</param>
/// <param name="IsWorse">Whether the model is significantly worse than the champion on them, where it was compared with it.</param>
public sealed record SliceValue(
    string Value,
    int Documents,
    double Accuracy,
    double MacroF1,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? ChampionAccuracy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? IsWorse = null);
