using System.Net;

namespace FunctionsMaaS.Http.Problems;

/// <summary>A request that cannot be answered, with all that its problem+json says.</summary>
internal sealed class ProblemException(ProblemKind kind, string detail, TimeSpan? retryAfter = null) : Exception(detail)
{
    public ProblemKind Kind => kind;

    public TimeSpan? RetryAfter => retryAfter;
}

/// <summary>A kind of problem: its type URN, status and title, the same for every occurrence (RFC 9457, section 3.1).</summary>
internal sealed record ProblemKind(string Name, HttpStatusCode Status, string Title)
{
    public static readonly ProblemKind MalformedJson = new("malformed-json", HttpStatusCode.BadRequest, "The body is not well-formed JSON");
    public static readonly ProblemKind InvalidRequest = new("invalid-request", HttpStatusCode.BadRequest, "The request is not valid");
    public static readonly ProblemKind InvalidText = new("invalid-text", HttpStatusCode.BadRequest, "A text cannot be classified");
    public static readonly ProblemKind KeyRequired = new("key-required", HttpStatusCode.Unauthorized, "A key is required");
    public static readonly ProblemKind KeyExpired = new("key-expired", HttpStatusCode.Unauthorized, "This key has expired");
    public static readonly ProblemKind KeyNotAllowed = new("key-not-allowed", HttpStatusCode.Forbidden, "This key may not do that");
    public static readonly ProblemKind ModelNotAllowed = new("model-not-allowed", HttpStatusCode.Forbidden, "This key is not for that model");
    public static readonly ProblemKind NotFound = new("not-found", HttpStatusCode.NotFound, "There is nothing here");
    public static readonly ProblemKind ModelNotFound = new("model-not-found", HttpStatusCode.NotFound, "There is no such model, version or alias");
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", HttpStatusCode.MethodNotAllowed, "This method is not allowed here");
    public static readonly ProblemKind BodyTooSlow = new("body-too-slow", HttpStatusCode.RequestTimeout, "The body came too slowly");
    public static readonly ProblemKind Conflict = new("conflict", HttpStatusCode.Conflict, "Somebody else is at it");
    public static readonly ProblemKind VersionConflict = new("version-conflict", HttpStatusCode.Conflict, "The state of the version does not allow that");
    public static readonly ProblemKind NotAsExpected = new("not-as-expected", HttpStatusCode.PreconditionFailed, "It is not as the request expects it");
    public static readonly ProblemKind TooLarge = new("too-large", HttpStatusCode.RequestEntityTooLarge, "The request is over a limit");
    public static readonly ProblemKind UnsupportedMediaType = new("unsupported-media-type", HttpStatusCode.UnsupportedMediaType, "The body must be JSON");
    public static readonly ProblemKind DatasetUnusable = new("dataset-unusable", HttpStatusCode.UnprocessableEntity, "The dataset cannot be trained on");
    public static readonly ProblemKind IdempotencyKeyReused = new("idempotency-key-reused", HttpStatusCode.UnprocessableEntity, "This Idempotency-Key was used for something else");
    public static readonly ProblemKind RateLimited = new("rate-limited", HttpStatusCode.TooManyRequests, "Too many requests a second");
    public static readonly ProblemKind TooManyAtOnce = new("too-many-at-once", HttpStatusCode.TooManyRequests, "Too many requests of this caller at the same time");
    public static readonly ProblemKind TooBusy = new("too-busy", HttpStatusCode.TooManyRequests, "Too many requests at the same time");
    public static readonly ProblemKind Internal = new("internal-error", HttpStatusCode.InternalServerError, "Something went wrong in the service");
    public static readonly ProblemKind ModelDamaged = new("model-damaged", HttpStatusCode.InternalServerError, "The model cannot be loaded");
    public static readonly ProblemKind ModelUntrusted = new("model-untrusted", HttpStatusCode.InternalServerError, "The model is not signed by a trusted key");
    public static readonly ProblemKind NoModelYet = new("no-model-yet", HttpStatusCode.ServiceUnavailable, "No model has been published yet");
    public static readonly ProblemKind StorageUnavailable = new("storage-unavailable", HttpStatusCode.ServiceUnavailable, "The model storage cannot be reached");
    public static readonly ProblemKind Overloaded = new("overloaded", HttpStatusCode.ServiceUnavailable, "Too many requests wait already");
    public static readonly ProblemKind TimedOut = new("timed-out", HttpStatusCode.GatewayTimeout, "The request took too long");

    public string Type => $"urn:functionsmaas:problem:{Name}";
}
