using System.Text.Json.Serialization;

namespace FunctionsMaaS.Evaluation;

/// <summary>The JSON of evaluations: camelCase names, as <c>maas evaluate --json</c> and <c>maas compare --json</c> write them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(EvaluationReport))]
[JsonSerializable(typeof(EvaluationComparison))]
public sealed partial class EvaluationJson : JsonSerializerContext;
