using FunctionsMaaS.Evaluation;

namespace FunctionsMaaS.Packaging;

internal sealed record SliceDocument
{
    public string? Field { get; init; }

    public IReadOnlyList<SliceValueDocument?>? Values { get; init; }

    public int? Others { get; init; }

    public int? Without { get; init; }

    public static SliceDocument Of(SliceReport slice) =>
        new() { Field = slice.Field, Values = [.. slice.Values.Select(SliceValueDocument.Of)], Others = slice.Others, Without = slice.Without };

    /// <exception cref="ModelPackageException">A part is missing; the message begins with <paramref name="source"/>.</exception>
    public SliceReport ToSlice(string source, string place) => new()
    {
        Field = Field ?? throw ManifestDocument.Missing(source, $"{place}.field"),
        Values = [.. (Values ?? throw ManifestDocument.Missing(source, $"{place}.values")).Select((value, i) =>
            value?.ToValue(source, $"{place}.values[{i}]") ?? throw ManifestDocument.Missing(source, $"{place}.values[{i}]"))],
        Others = Others ?? throw ManifestDocument.Missing(source, $"{place}.others"),
        Without = Without ?? throw ManifestDocument.Missing(source, $"{place}.without"),
    };
}

internal sealed record SliceValueDocument
{
    public string? Value { get; init; }

    public int? Documents { get; init; }

    public double? Accuracy { get; init; }

    public double? MacroF1 { get; init; }

    public double? ChampionAccuracy { get; init; }

    public bool? IsWorse { get; init; }

    public static SliceValueDocument Of(SliceValue value) => new()
    {
        Value = value.Value,
        Documents = value.Documents,
        Accuracy = value.Accuracy,
        MacroF1 = value.MacroF1,
        ChampionAccuracy = value.ChampionAccuracy,
        IsWorse = value.IsWorse,
    };

    public SliceValue ToValue(string source, string place) => new(
        Value ?? throw ManifestDocument.Missing(source, $"{place}.value"),
        Documents ?? throw ManifestDocument.Missing(source, $"{place}.documents"),
        Accuracy ?? throw ManifestDocument.Missing(source, $"{place}.accuracy"),
        MacroF1 ?? throw ManifestDocument.Missing(source, $"{place}.macroF1"),
        ChampionAccuracy,
        IsWorse);
}
