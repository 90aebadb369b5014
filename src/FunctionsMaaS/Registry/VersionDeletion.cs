namespace FunctionsMaaS.Registry;

/// <summary>That a version was deleted.</summary>
/// <param name="Name">The model.</param>
/// <param name="Version">The version; its number is never used again.</param>
/// <param name="Time">When, UTC.</param>
/// <param name="Actor">Who did it, as in <see cref="LedgerEntry.Actor"/>.</param>
/// <param name="Sequence">The <see cref="LedgerEntry.Sequence"/> of the deletion.</param>
public sealed record VersionDeletion(string Name, int Version, DateTimeOffset Time, string Actor, int Sequence);
