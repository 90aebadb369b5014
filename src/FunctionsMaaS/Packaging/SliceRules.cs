using FunctionsMaaS.Data;
using FunctionsMaaS.Evaluation;

namespace FunctionsMaaS.Packaging;

/// <summary>What must hold of the figures by group, so that their size is bounded and their values fit to be shown.</summary>
internal static class SliceRules
{
    public static IEnumerable<string> Faults(IReadOnlyList<SliceReport> slices)
    {
        if (slices.Count > SliceReport.MaxFields)
            yield return $"'slices' has {slices.Count} fields; at most {SliceReport.MaxFields} are allowed.";
        foreach (var (i, slice) in slices.Index())
        {
            if (!ExampleMetadata.IsName(slice.Field))
                yield return $"'slices[{i}].field' is '{Printable.Quote(slice.Field)}'; allowed is one line of 1 to {ExampleMetadata.MaxName} visible characters.";
            if (slice.Values.Count > SliceReport.MaxValues)
                yield return $"'slices[{i}].values' has {slice.Values.Count} values; at most {SliceReport.MaxValues} are allowed.";
            foreach (var (member, count) in new[] { ("others", slice.Others), ("without", slice.Without) }.Where(count => count.Item2 < 0))
                yield return $"'slices[{i}].{member}' is {count}; allowed are whole numbers from 0.";
            foreach (var fault in slice.Values.Index().SelectMany(value => Faults(value.Item, $"slices[{i}].values[{value.Index}]")))
                yield return fault;
        }
    }

    private static IEnumerable<string> Faults(SliceValue value, string place)
    {
        if (!ExampleMetadata.IsValue(value.Value))
            yield return $"'{place}.value' is '{Printable.Quote(value.Value)}'; allowed is one line of 1 to {ExampleMetadata.MaxValue} visible characters.";
        if (value.Documents < 1)
            yield return $"'{place}.documents' is {value.Documents}; allowed are whole numbers from 1.";
        foreach (var (member, rate) in new[] { ("accuracy", value.Accuracy), ("macroF1", value.MacroF1), ("championAccuracy", value.ChampionAccuracy ?? 0) })
        {
            if (rate is not (>= 0 and <= 1))
                yield return FormattableString.Invariant($"'{place}.{member}' is {rate}; allowed are 0 to 1.");
        }
    }
}
