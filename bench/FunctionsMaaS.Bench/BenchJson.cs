using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsMaaS.Bench.Fuzz;
using FunctionsMaaS.Bench.Http;
using FunctionsMaaS.Bench.SideBySide;
using FunctionsMaaS.Bench.Soak;

namespace FunctionsMaaS.Bench;

/// <summary>The documents that campaigns exchange with their children and write beside their Markdown.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = false)]
[JsonSerializable(typeof(IndexRow))]
[JsonSerializable(typeof(FitResult))]
[JsonSerializable(typeof(ServeResult))]
[JsonSerializable(typeof(SideBySideResult))]
[JsonSerializable(typeof(FuzzDocument))]
[JsonSerializable(typeof(SoakResult))]
[JsonSerializable(typeof(OfferedLoad))]
[JsonSerializable(typeof(WrkRun))]
[JsonSerializable(typeof(HttpResult))]
[JsonSerializable(typeof(ClassifyBody))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class BenchJson : JsonSerializerContext
{
    public static BenchJson Indented => field ??= new(new JsonSerializerOptions(Default.Options) { WriteIndented = true });
}
