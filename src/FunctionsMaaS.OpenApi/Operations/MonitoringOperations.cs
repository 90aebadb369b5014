using FunctionsMaaS.Http;
using FunctionsMaaS.Http.Monitoring;
using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.OpenApi.Operations;

internal static class MonitoringOperations
{
    private const string Text = """{"type": "string"}""";

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new(MaasRoutes.ShowStats, "Operations", "Shows how a model was used, what that cost, and how far its texts have drifted.")
        {
            Description = "Of all instances that share the registry.",
            Answer = ApiBody.Json("StatsAnswer", "The statistics."),
            Problems = [ProblemKind.InvalidRequest, ProblemKind.ModelNotFound, ProblemKind.StorageUnavailable, ProblemKind.ModelDamaged, ProblemKind.ModelUntrusted],
        },
        new(MaasRoutes.Metrics, "Operations", "Shows the metrics of this instance.")
        {
            Description = "Counting begins with the first scrape. They are of all models: keys for some models are refused.",
            Answer = new("text/plain", Text, "In Prometheus' text format."),
            AnswerForms = [new("application/openmetrics-text", Text, "")],
            IsAboutModel = true,
        },
    ];

    public static IReadOnlyList<Type> Types { get; } = [typeof(StatsAnswer)];
}
