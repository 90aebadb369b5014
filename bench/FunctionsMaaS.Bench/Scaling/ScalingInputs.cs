using System.Text.Json;

namespace FunctionsMaaS.Bench.Scaling;

/// <summary>A number and where it is from.</summary>
/// <param name="Value">The number.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Source">Where it is from: an address, a file, a benchmark.</param>
/// <param name="Date">When that was said or measured.</param>
/// <param name="Verified">Whether it was read at its source; prices that only the vendor's script shows were not.</param>
internal sealed record Figure(double Value, string Unit, string Source, string Date, bool Verified);

/// <summary>What the model computes from: figures of the benchmarks, prices and limits, by name. A figure that is absent is named, not guessed.</summary>
internal sealed class ScalingInputs
{
    private readonly SortedDictionary<string, Figure> _figures = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _missing = new(StringComparer.Ordinal);

    /// <summary>All figures, in the order of their names.</summary>
    public IEnumerable<KeyValuePair<string, Figure>> Figures => _figures;

    /// <summary>What could not be found, and where it was looked for.</summary>
    public IReadOnlyDictionary<string, string> Missing => _missing;

    /// <summary>The value of a figure; not a number, which all that is computed from it becomes, if it is absent.</summary>
    public double this[string name]
    {
        get
        {
            if (_figures.TryGetValue(name, out var figure))
                return figure.Value;
            _missing.TryAdd(name, "bench/scaling/azure.json");
            return double.NaN;
        }
    }

    /// <summary>Reads prices and limits, and of the benchmarks what is there.</summary>
    /// <param name="azure">The file of prices and limits.</param>
    /// <param name="results">The folder of the benchmarks' results.</param>
    public static ScalingInputs Read(string azure, string results)
    {
        var inputs = new ScalingInputs();
        using (var document = JsonDocument.Parse(File.ReadAllText(azure)))
        {
            foreach (var figure in document.RootElement.EnumerateObject())
                inputs._figures.Add(figure.Name, ReadFigure(figure.Value));
        }

        inputs.AddMeasured(results, "side-by-side.json", "name", "nb-sdca",
        [
            ("text.cpuSeconds", "s of processor time to score a text", c => MedianOf(c, "serve", "cpuSecondsPerText")),
            ("model.bytes", "bytes of the model", c => MedianOf(c, "fit", "modelBytes")),
        ]);
        inputs.AddMeasured(results, "http.json", "key", "ours",
        [
            ("server.cpuSeconds", "s of processor time of a request to the server", c => NumberOf(c, "cpuSecondsPerRequest")),
            ("server.coldStartSeconds", "s from starting the server to its first answer", c => NumberOf(c, "startSeconds")),
        ]);
        return inputs;
    }

    private static Figure ReadFigure(JsonElement figure) => new(
        figure.GetProperty("value").GetDouble(), figure.GetProperty("unit").GetString()!, figure.GetProperty("source").GetString()!,
        figure.GetProperty("date").GetString()!, figure.GetProperty("verified").GetBoolean());

    private void AddMeasured(
        string results, string file, string key, string contender, (string Name, string Unit, Func<JsonElement, double?> Of)[] figures)
    {
        var path = Path.Combine(results, file);
        using var document = File.Exists(path) ? JsonDocument.Parse(File.ReadAllText(path)) : null;
        var found = document is null ? default : ContenderOf(document.RootElement, key, contender);
        foreach (var (name, unit, of) in figures)
        {
            if (found.ValueKind == JsonValueKind.Object && of(found) is { } value)
                _figures.Add(name, new(value, unit, $"bench/results/{file}: {contender}", DateOf(document!.RootElement), true));
            else
                _missing.Add(name, $"bench/results/{file}: {contender}");
        }
    }

    private static JsonElement ContenderOf(JsonElement root, string key, string contender) =>
        root.TryGetProperty("contenders", out var all)
            ? all.EnumerateArray().FirstOrDefault(c => c.TryGetProperty(key, out var name) && name.ValueEquals(contender))
            : default;

    private static string DateOf(JsonElement root) =>
        root.TryGetProperty("machine", out var machine) && machine.TryGetProperty("date", out var date) ? date.GetString()! : "";

    private static double? MedianOf(JsonElement contender, string part, string name)
    {
        if (!contender.TryGetProperty("rounds", out var rounds))
            return null;
        double[] values = [.. rounds.EnumerateArray().Where(r => r.TryGetProperty(part, out _)).Select(r => NumberOf(r.GetProperty(part), name)).OfType<double>().Order()];
        return values.Length == 0 ? null : (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    private static double? NumberOf(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
