namespace FunctionsMaaS.Registry;

/// <summary>An alias as it stood when read.</summary>
/// <param name="Name">The alias, such as <c>champion</c>.</param>
/// <param name="Version">The version it points to.</param>
/// <param name="Moved">When it was last moved, UTC.</param>
/// <param name="ETag">What to compare with when moving it: changes with every move, and with nothing else.</param>
public sealed record ModelAlias(string Name, int Version, DateTimeOffset Moved, string ETag)
{
    /// <summary>The <see cref="LedgerEntry.Sequence"/> of the move that put it there; <see langword="null"/> if that is in no ledger.</summary>
    public int? Sequence { get; init; }
}
