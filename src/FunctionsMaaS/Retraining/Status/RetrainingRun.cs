namespace FunctionsMaaS.Retraining.Status;

/// <summary>One run of retraining, as it is or was.</summary>
public sealed record RetrainingRun
{
    /// <summary>How a run is called that failed.</summary>
    public const string Failed = "failed";

    /// <summary>How a run is called that was asked to stop, or lost its lock.</summary>
    public const string Stopped = "stopped";

    /// <summary>How a run is called whose process ended under it.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>Tells it apart from others.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who started it: the id of a key, or <c>local</c>, <c>host</c>, <c>cli</c>, <c>schedule</c> or <c>start</c>.</summary>
    public required string StartedBy { get; init; }

    /// <summary>When it started, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it was last heard of, UTC.</summary>
    public required DateTimeOffset Heartbeat { get; init; }

    /// <summary>What it does, or did last.</summary>
    public string? Step { get; init; }

    /// <summary>How much of it is done, 0 to 1.</summary>
    public double Progress { get; init; }

    /// <summary>When it ended, UTC; <see langword="null"/> while it runs, and for a run that was interrupted.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How it ended: the name of a <see cref="RetrainingStatus"/>, <see cref="Failed"/>, <see cref="Stopped"/> or <see cref="Interrupted"/>; <see langword="null"/> while it runs.</summary>
    public string? Outcome { get; init; }

    /// <summary>Why, in a sentence that may be shown to anybody.</summary>
    public string? Reason { get; init; }

    /// <summary>The version that it published, if any.</summary>
    public int? Version { get; init; }
}

/// <summary>What is known of a model's retraining.</summary>
/// <param name="Current">The run that is on; <see langword="null"/> if none is.</param>
/// <param name="Last">The run before; <see langword="null"/> if there was none.</param>
public sealed record RetrainingState(RetrainingRun? Current, RetrainingRun? Last)
{
    /// <summary>For how long a run may be silent: longer than its lock outlives it.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>No run is known of.</summary>
    public static RetrainingState None { get; } = new(null, null);

    /// <summary>The state as it must be at a time: a run that was not heard of for long was interrupted.</summary>
    internal RetrainingState At(DateTimeOffset now) => Current is { } run && now - run.Heartbeat > Patience ? Interrupt() : this;

    /// <summary>The state after a run whose process ended under it, if there was one.</summary>
    internal RetrainingState Interrupt() => Current is null ? this : new(null, Current with
    {
        Outcome = RetrainingRun.Interrupted,
        Reason = $"The process that ran it ended while {Current.Step ?? "it began"}. What it left is cleaned up by the next run.",
    });
}
