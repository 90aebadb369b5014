using FunctionsMaaS.Http;
using FunctionsMaaS.Http.Health;

namespace FunctionsMaaS.OpenApi.Operations;

internal static class HealthOperations
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new(MaasRoutes.HealthLive, "Operations", "Says that the process runs.")
        {
            Answer = ApiBody.Json("HealthAnswer", "It runs.", ("alive", """{"status": "alive"}""")),
        },
        new(MaasRoutes.HealthReady, "Operations", "Says whether the default model answers, loading it if it is not loaded yet.")
        {
            Answer = ApiBody.Json("HealthAnswer", "It answers.", ("ready", """{"status": "ready", "model": "newsgroups", "version": 3}""")),
            OtherAnswers = new Dictionary<int, ApiBody>
            {
                [503] = ApiBody.Json("HealthAnswer", "It does not.", ("unavailable", """{"status": "unavailable", "model": "newsgroups", "detail": "newsgroups has no alias champion."}""")),
            },
        },
    ];

    public static IReadOnlyList<Type> Types { get; } = [typeof(HealthAnswer)];
}
