namespace FunctionsMaaS.Http.Lifecycle;

/// <summary>That a version was deleted.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">The version, whose number is never used again.</param>
/// <param name="Deleted">When, UTC.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Sequence">The ledger entry of the deletion.</param>
internal sealed record DeletionAnswer(string Model, int Version, DateTimeOffset Deleted, string Actor, int Sequence);
