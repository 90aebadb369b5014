using FunctionsMaaS.Data;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Packaging.Signatures;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.Problems;

/// <summary>The one place that says which failure is which problem, for both hosts.</summary>
internal static class ProblemMap
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(5);

    public static ProblemException Of(Exception error) => error switch
    {
        ProblemException problem => problem,
        ModelNotFoundException => new(ProblemKind.ModelNotFound, error.Message),
        RolloutConflictException => new(ProblemKind.Conflict, error.Message, Soon),
        AliasConflictException => new(ProblemKind.Conflict, error.Message, Soon),
        VersionConflictException => new(ProblemKind.VersionConflict, error.Message, Soon),
        EnginesBusyException => new(ProblemKind.TooBusy, error.Message, Soon),
        RegistryUnavailableException => new(ProblemKind.StorageUnavailable, error.Message, Later),
        ModelSignatureException => new(ProblemKind.ModelUntrusted, error.Message),
        ModelPackageException => new(ProblemKind.ModelDamaged, error.Message),
        DatasetException => new(ProblemKind.DatasetUnusable, error.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new(ProblemKind.TooLarge, error.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => new(ProblemKind.BodyTooSlow, error.Message),
        BadHttpRequestException => new(ProblemKind.InvalidRequest, error.Message),
        // What an unforeseen exception says may quote a text or a secret: it goes to the log of the host alone.
        _ => new(ProblemKind.Internal, "The request failed for a reason that is in the log of the service."),
    };
}
