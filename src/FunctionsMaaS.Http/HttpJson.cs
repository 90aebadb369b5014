using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsMaaS.Http.Classify;
using FunctionsMaaS.Http.Feedback;
using FunctionsMaaS.Http.Health;
using FunctionsMaaS.Http.Lifecycle;
using FunctionsMaaS.Http.Mlflow;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Http.Monitoring;
using FunctionsMaaS.Http.OpenInference;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Http.Retraining;
using FunctionsMaaS.Http.Rollouts;

namespace FunctionsMaaS.Http;

/// <summary>How every answer is written: camelCase, absent members left out, letters of every script as they are.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Default)]
[JsonSerializable(typeof(ClassifyAnswer))]
[JsonSerializable(typeof(ClassifyBatchAnswer))]
[JsonSerializable(typeof(FeedbackAnswer))]
[JsonSerializable(typeof(FeedbackSummaryAnswer))]
[JsonSerializable(typeof(FeedbackRemovedAnswer))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(ModelDetails))]
[JsonSerializable(typeof(AliasAnswer))]
[JsonSerializable(typeof(LedgerAnswer))]
[JsonSerializable(typeof(AnnotationsAnswer))]
[JsonSerializable(typeof(DeletionAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(RetrainAnswer))]
[JsonSerializable(typeof(RolloutAnswer))]
[JsonSerializable(typeof(RetrainStateAnswer))]
[JsonSerializable(typeof(DatasetsAnswer))]
[JsonSerializable(typeof(StatsAnswer))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(ServerMetadata))]
[JsonSerializable(typeof(ServerLive))]
[JsonSerializable(typeof(ServerReady))]
[JsonSerializable(typeof(ModelMetadata))]
[JsonSerializable(typeof(ModelReady))]
[JsonSerializable(typeof(List<RepositoryEntry>))]
[JsonSerializable(typeof(OpenInferenceError))]
[JsonSerializable(typeof(MlflowError))]
internal sealed partial class HttpJson : JsonSerializerContext
{
    public static HttpJson Relaxed => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
