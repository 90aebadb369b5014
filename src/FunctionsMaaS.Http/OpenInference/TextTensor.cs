using System.Text.Json;
using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.Http.OpenInference;

/// <summary>Reads a BYTES tensor of any shape, its data flat or nested as its shape, as a list of texts.</summary>
internal static class TextTensor
{
    private const int MaxDimensions = 16;

    /// <exception cref="ProblemException">It is no such tensor, its data do not fit its shape, or a text cannot be classified.</exception>
    public static IReadOnlyList<string> Read(JsonElement input, HttpLimitsOptions limits)
    {
        if (JsonBody.OptionalString(input, "name") is null)
            throw JsonBody.Invalid("'inputs[0]' has no 'name'.");
        if (JsonBody.OptionalString(input, "datatype") is var type && type != "BYTES")
            throw JsonBody.Invalid($"The datatype of the input is {(type is null ? "missing" : $"'{Printable.Quote(type)}'")} but must be BYTES: its elements are texts.");
        if (!input.TryGetProperty("shape", out var shape))
            throw JsonBody.Invalid("'inputs[0]' has no 'shape'.");
        var dimensions = Dimensions(JsonBody.Require(shape, JsonValueKind.Array, "shape"), limits);
        if (!input.TryGetProperty("data", out var data))
            throw JsonBody.Invalid("'inputs[0]' has no 'data'.");
        JsonBody.Require(data, JsonValueKind.Array, "data");
        var texts = new List<string>(Elements(dimensions));
        if (data.GetArrayLength() > 0 && data[0].ValueKind == JsonValueKind.Array)
            ReadNested(data, dimensions, texts, limits);
        else
            ReadFlat(data, Elements(dimensions), texts, limits);
        return texts;
    }

    private static int[] Dimensions(JsonElement shape, HttpLimitsOptions limits)
    {
        if (shape.GetArrayLength() is 0 or > MaxDimensions)
            throw JsonBody.Invalid($"'shape' has {shape.GetArrayLength()} dimensions but must have 1 to {MaxDimensions}.");
        var elements = 1L;
        var dimensions = new List<int>();
        foreach (var dimension in shape.EnumerateArray())
        {
            if (dimension.ValueKind != JsonValueKind.Number || !dimension.TryGetUInt64(out var size))
                throw JsonBody.Invalid($"'shape[{dimensions.Count}]' is {Printable.Quote(dimension.ValueKind == JsonValueKind.Number ? dimension.GetRawText() : JsonBody.Kind(dimension))} but must be a whole number from 0.");
            // One that alone is over the limit is cut here, so that the product cannot overflow.
            var bounded = (int)Math.Min(size, (ulong)limits.MaxBatch + 1);
            elements = Math.Min(elements * bounded, limits.MaxBatch + 1L);
            dimensions.Add(bounded);
        }

        TextGate.CheckCount(elements, "inputs[0]", limits);
        return [.. dimensions];
    }

    private static int Elements(int[] dimensions) => dimensions.Aggregate(1, static (product, dimension) => product * dimension);

    private static void ReadFlat(JsonElement data, int elements, List<string> texts, HttpLimitsOptions limits)
    {
        if (data.GetArrayLength() != elements)
            throw JsonBody.Invalid($"'data' has {data.GetArrayLength()} elements but 'shape' says {elements}.");
        foreach (var element in data.EnumerateArray())
            texts.Add(Text(element, texts.Count, limits));
    }

    private static void ReadNested(JsonElement level, ReadOnlySpan<int> dimensions, List<string> texts, HttpLimitsOptions limits)
    {
        if (level.ValueKind != JsonValueKind.Array || level.GetArrayLength() != dimensions[0])
            throw JsonBody.Invalid($"Nested 'data' must have the form that 'shape' says: after {texts.Count} elements stands {JsonBody.Kind(level)} where an array of {dimensions[0]} must be.");
        foreach (var inner in level.EnumerateArray())
        {
            if (dimensions.Length > 1)
                ReadNested(inner, dimensions[1..], texts, limits);
            else
                texts.Add(Text(inner, texts.Count, limits));
        }
    }

    private static string Text(JsonElement element, int index, HttpLimitsOptions limits)
    {
        var where = $"data[{index}]";
        return TextGate.Check(JsonBody.String(element, where), where, limits);
    }
}
