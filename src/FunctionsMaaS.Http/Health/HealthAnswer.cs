namespace FunctionsMaaS.Http.Health;

/// <summary>How the service is.</summary>
/// <param name="Status"><c>alive</c>, <c>ready</c>, <c>degraded</c> (answers, but the registry cannot be reached, has no version yet, or a reload failed) or <c>unavailable</c>.</param>
/// <param name="Model">The default model, when readiness was asked for.</param>
/// <param name="Version">The version that answers; 0 if it is the model in the package of the program, and was never published.</param>
/// <param name="Detail">What is wrong, if anything.</param>
internal sealed record HealthAnswer(string Status, string? Model = null, int? Version = null, string? Detail = null);
