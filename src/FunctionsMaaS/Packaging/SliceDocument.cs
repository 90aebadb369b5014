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
        Field = Field ?? throw Missing(source, $"{place}.field"),
        Values = [.. (Values ?? throw Missing(source, $"{place}.values")).Select((value, i) =>
            value?.ToValue(source, $"{place}.values[{i}]") ?? throw Missing(source, $"{place}.values[{i}]"))],
        Others = Others ?? throw Missing(source, $"{place}.others"),
        Without = Without ?? throw Missing(source, $"{place}.without"),
    };

    internal static ModelPackageException Missing(string source, string member) => new($"{source} has no '{member}'.");
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
        Value ?? throw SliceDocument.Missing(source, $"{place}.value"),
        Documents ?? throw SliceDocument.Missing(source, $"{place}.documents"),
        Accuracy ?? throw SliceDocument.Missing(source, $"{place}.accuracy"),
        MacroF1 ?? throw SliceDocument.Missing(source, $"{place}.macroF1"),
        ChampionAccuracy,
        IsWorse);
}
