using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Models;

/// <summary>What moving an alias did.</summary>
/// <param name="Name">The model.</param>
/// <param name="Alias">The alias.</param>
/// <param name="Before">The version it pointed to; <see langword="null"/> if there was no such alias.</param>
/// <param name="Version">The version it points to now.</param>
internal sealed record AliasMove(string Name, string Alias, int? Before, int Version)
{
    private const string Actor = "cli";

    /// <summary>Who does it, for the ledger.</summary>
    public static LedgerNote Note(string? reason = null) => new(Actor, reason);

    /// <summary>Points an alias to a version, unless somebody else moves it at this very moment.</summary>
    /// <exception cref="AliasConflictException">Somebody did; it is left as they put it.</exception>
    public static async Task<AliasMove> DoAsync(ModelRegistry registry, string name, string alias, int version, string? reason, CancellationToken cancellationToken)
    {
        var before = await registry.FindAliasAsync(name, alias, cancellationToken);
        if (before?.Version != version)
            await registry.MoveAliasAsync(name, alias, version, before?.ETag, Note(reason), cancellationToken);
        return new(name, alias, before?.Version, version);
    }

    /// <summary>Points an alias to the version it had before, unless somebody else moves it at this very moment.</summary>
    /// <exception cref="AliasConflictException">Somebody did; it is left as they put it.</exception>
    public static async Task<AliasMove> UndoAsync(ModelRegistry registry, string name, string alias, string? reason, CancellationToken cancellationToken)
    {
        var (before, after) = await registry.RollBackAsync(name, alias, expectedETag: null, Note(reason), cancellationToken);
        return new(name, alias, before.Version, after.Version);
    }

    public override string ToString() =>
        Before is null ? $"{Name}@{Alias} is version {Version}"
        : Before == Version ? $"{Name}@{Alias} was version {Version} already"
        : $"{Name}@{Alias} is version {Version} now; it was {Before}";
}
