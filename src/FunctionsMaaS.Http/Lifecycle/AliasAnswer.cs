namespace FunctionsMaaS.Http.Lifecycle;

/// <summary>Where an alias is now.</summary>
/// <param name="Model">The model.</param>
/// <param name="Alias">The alias.</param>
/// <param name="Version">The version it points to.</param>
/// <param name="From">The version it pointed to before; absent if there was no such alias.</param>
/// <param name="Moved">When it was moved there, UTC.</param>
/// <param name="Sequence">The ledger entry of that move.</param>
internal sealed record AliasAnswer(string Model, string Alias, int Version, int? From, DateTimeOffset Moved, int? Sequence);
