using System.Net;
using System.Text.Json.Serialization;
using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.Http.Mlflow;

/// <summary>A failure as MLflow's servers write it.</summary>
/// <param name="ErrorCode">One of the codes of MLflow's <c>databricks.proto</c>.</param>
/// <param name="Message">What was wrong, and what is allowed.</param>
internal sealed record MlflowError([property: JsonPropertyName("error_code")] string ErrorCode, string Message)
{
    public static MlflowError Of(ProblemException problem) => new(Code(problem.Kind), problem.Message);

    /// <summary>The code whose status in <c>mlflow.exceptions</c> is that of the problem; where there is none, its most general client error.</summary>
    public static string Code(ProblemKind kind) => kind.Status switch
    {
        _ when kind == ProblemKind.ModelNotFound => "RESOURCE_DOES_NOT_EXIST",
        HttpStatusCode.Unauthorized => "UNAUTHENTICATED",
        HttpStatusCode.Forbidden => "PERMISSION_DENIED",
        HttpStatusCode.NotFound => "ENDPOINT_NOT_FOUND",
        HttpStatusCode.Conflict => "RESOURCE_CONFLICT",
        HttpStatusCode.TooManyRequests => "REQUEST_LIMIT_EXCEEDED",
        HttpStatusCode.ServiceUnavailable => "TEMPORARILY_UNAVAILABLE",
        HttpStatusCode.GatewayTimeout => "DEADLINE_EXCEEDED",
        >= HttpStatusCode.InternalServerError => "INTERNAL_ERROR",
        _ => "BAD_REQUEST",
    };
}
