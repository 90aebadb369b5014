namespace FunctionsMaaS.Registry;

/// <summary>What a rollout does with the share of requests that it takes.</summary>
public enum RolloutMode
{
    /// <summary>The candidate answers them instead of the champion.</summary>
    Canary,

    /// <summary>The champion answers them; the candidate scores them afterwards, and the two are compared.</summary>
    Shadow,
}

/// <summary>How far a rollout is.</summary>
public enum RolloutState
{
    /// <summary>It takes its share.</summary>
    Running,

    /// <summary>The champion is being moved to the candidate; the share goes on until then.</summary>
    Finishing,

    /// <summary>The candidate is, or was, the champion.</summary>
    Finished,

    /// <summary>It was given up; the champion stayed.</summary>
    Aborted,
}

/// <summary>What to start.</summary>
/// <param name="Mode">Canary or shadow.</param>
/// <param name="Percent">The share of requests that ask for the champion, in percent: above 0, to 100.</param>
/// <param name="Alias">The alias whose version is the candidate, as it stands now; <see langword="null"/> if a version is given.</param>
/// <param name="Version">The candidate; <see langword="null"/> if an alias is given.</param>
public sealed record RolloutPlan(RolloutMode Mode, double Percent, string? Alias, int? Version)
{
    /// <summary>The <see cref="ModelRollout.ETag"/> of the last rollout as the caller saw it; <see langword="null"/> to change whatever is there.</summary>
    public string? ExpectedETag { get; init; }

    /// <summary>Whether a number is a share.</summary>
    public static bool IsPercent(double percent) => percent is > 0 and <= 100;
}

/// <summary>A trial of one version, the candidate, on a part of the requests that ask for a model's champion.</summary>
public sealed record ModelRollout
{
    /// <summary>Names this rollout, and seeds which requests it takes: all instances take the same. A changed share keeps it.</summary>
    public required Guid Id { get; init; }

    /// <summary>Canary or shadow.</summary>
    public required RolloutMode Mode { get; init; }

    /// <summary>How far it is.</summary>
    public required RolloutState State { get; init; }

    /// <summary>The candidate. Fixed at the start, wherever <see cref="Alias"/> goes after.</summary>
    public required int Version { get; init; }

    /// <summary>The alias that named the candidate; <see langword="null"/> if it was given by number.</summary>
    public string? Alias { get; init; }

    /// <summary>Its share of the requests, in percent.</summary>
    public required double Percent { get; init; }

    /// <summary>When it was started, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it was last changed, UTC.</summary>
    public required DateTimeOffset Changed { get; init; }

    /// <summary>The ledger entry of the last change.</summary>
    public required int Sequence { get; init; }

    /// <summary>What to compare with when changing it.</summary>
    public required string ETag { get; init; }

    /// <summary>Whether it takes its share.</summary>
    public bool IsActive => State is RolloutState.Running or RolloutState.Finishing;
}
