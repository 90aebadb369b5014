namespace FunctionsMaaS.Retraining.Feedback;

/// <summary>
/// Chooses as many candidates as there is room for. The keys take turns, each with its newest first, so that one that sends very much
/// takes no room from those that send little.
/// </summary>
internal static class FairShare
{
    public static IReadOnlyList<FeedbackCandidate> Choose(IReadOnlyList<FeedbackCandidate> candidates, int room)
    {
        if (candidates.Count <= room)
            return candidates;
        var queues = candidates
            .OrderByDescending(c => c.Newest).ThenBy(c => c.Example.Id, StringComparer.Ordinal)
            .SelectMany(c => c.Contributors.Select(key => (Key: key, Candidate: c)))
            .GroupBy(c => c.Key, c => c.Candidate)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Queue<FeedbackCandidate>(g)).ToList();
        var chosen = new HashSet<FeedbackCandidate>(ReferenceEqualityComparer.Instance);
        while (chosen.Count < room)
        {
            foreach (var queue in queues.TakeWhile(_ => chosen.Count < room))
                TakeNext(queue, chosen);
        }
        return [.. candidates.Where(chosen.Contains)];
    }

    /// <summary>What somebody else had taken already is no turn of this key.</summary>
    private static void TakeNext(Queue<FeedbackCandidate> queue, HashSet<FeedbackCandidate> chosen)
    {
        while (queue.TryDequeue(out var next) && !chosen.Add(next))
        {
        }
    }
}
