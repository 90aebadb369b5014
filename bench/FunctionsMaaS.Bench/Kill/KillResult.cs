namespace FunctionsMaaS.Bench.Kill;

/// <summary>What a campaign saw.</summary>
/// <param name="Storage">Which storage.</param>
/// <param name="Kills">How many processes were killed.</param>
/// <param name="Seed">Decided what they did, and how long they lived.</param>
/// <param name="During">How many were killed in which work.</param>
/// <param name="Acknowledged">Answers that were given before.</param>
/// <param name="Entries">Ledger entries among them.</param>
/// <param name="Feedback">Examples among them.</param>
/// <param name="HeldLeases">Leases that were held when their holder was killed, and not freed at once.</param>
/// <param name="LongestHeld">How long the last of those was held.</param>
/// <param name="Violations">What did not hold.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record KillResult(
    string Storage,
    int Kills,
    int Seed,
    IReadOnlyDictionary<string, int> During,
    int Acknowledged,
    int Entries,
    int Feedback,
    int HeldLeases,
    TimeSpan LongestHeld,
    IReadOnlyList<string> Violations,
    TimeSpan Elapsed)
{
    /// <summary>This and a campaign on another storage of the same kind.</summary>
    public KillResult Plus(KillResult other) => this with
    {
        Kills = Kills + other.Kills,
        During = During.Concat(other.During).GroupBy(d => d.Key).ToDictionary(g => g.Key, g => g.Sum(d => d.Value)),
        Acknowledged = Acknowledged + other.Acknowledged,
        Entries = Entries + other.Entries,
        Feedback = Feedback + other.Feedback,
        HeldLeases = HeldLeases + other.HeldLeases,
        LongestHeld = LongestHeld > other.LongestHeld ? LongestHeld : other.LongestHeld,
        Violations = [.. Violations, .. other.Violations],
        Elapsed = Elapsed + other.Elapsed,
    };
}
