using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FunctionsMaaS.Cli.Models;
using FunctionsMaaS.Cli.Verbs;
using FunctionsMaaS.Data;
using FunctionsMaaS.Http.Classify;
using FunctionsMaaS.Http.Feedback;
using FunctionsMaaS.Http.Lifecycle;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Http.Retraining;
using FunctionsMaaS.Http.Rollouts;
using FunctionsMaaS.Serving;

namespace FunctionsMaaS.Cli.Output;

/// <summary>The documents of <c>--json</c>: those of the HTTP interface where it has them, indented, letters of every script as they are.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(ClassifyDocument))]
[JsonSerializable(typeof(CompareDocument))]
[JsonSerializable(typeof(CompressDocument))]
[JsonSerializable(typeof(DatasetsAnswer))]
[JsonSerializable(typeof(DatasetSummary))]
[JsonSerializable(typeof(FeedbackSummaryAnswer))]
[JsonSerializable(typeof(KeyDocument))]
[JsonSerializable(typeof(KeyPairDocument))]
[JsonSerializable(typeof(LedgerAnswer))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(ModelDetails))]
[JsonSerializable(typeof(RetrainAnswer))]
[JsonSerializable(typeof(RolloutAnswer))]
[JsonSerializable(typeof(RetrainStateAnswer))]
internal sealed partial class CliJson : JsonSerializerContext
{
    public static CliJson Relaxed => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes the one document of a run to standard output, whole: it is made before the first byte is written.</summary>
    public static Task WriteAsync<T>(Shell shell, T document, JsonTypeInfo<T> type) =>
        shell.Out.WriteLineAsync(JsonSerializer.Serialize(document, type));
}

/// <summary>The answer of <c>POST /api/classify</c>; a model that was never published has no version.</summary>
internal sealed record ClassifyDocument(
    string Model,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Version,
    string Label,
    float Score,
    IReadOnlyList<LabelScore> Scores,
    ExplanationAnswer? Explanation);
