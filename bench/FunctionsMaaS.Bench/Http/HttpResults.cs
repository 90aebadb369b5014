namespace FunctionsMaaS.Bench.Http;

/// <summary>All that goes through so many connections.</summary>
/// <param name="RequestsPerSecond">Answered a second.</param>
/// <param name="CpuSecondsPerRequest">Processor time of the service a request.</param>
/// <param name="Failed">Requests without a good answer.</param>
/// <param name="P50Seconds">Median latency at this load.</param>
/// <param name="P99Seconds">99th percentile of the same.</param>
internal sealed record MaximumLoad(double RequestsPerSecond, double CpuSecondsPerRequest, long Failed, double P50Seconds, double P99Seconds);

/// <summary>Requests offered at a rate.</summary>
/// <param name="Offered">Requests a second offered.</param>
/// <param name="Answered">Requests a second answered, until the last.</param>
/// <param name="Requests">How many.</param>
/// <param name="Failed">Those without a good answer.</param>
/// <param name="P50Seconds">Median latency.</param>
/// <param name="P99Seconds">99th percentile.</param>
/// <param name="P999Seconds">99.9th percentile.</param>
internal sealed record OfferedLoad(double Offered, double Answered, int Requests, int Failed, double P50Seconds, double P99Seconds, double P999Seconds);

/// <summary>One contender, once through.</summary>
/// <param name="StartSeconds">From before the process was made to its first correct answer, of each start.</param>
/// <param name="MemoryBytesAtRest">Memory (PSS) of its process tree after that answer and a second of rest.</param>
/// <param name="MemoryBytesAfterLoad">The same after all load and a second of rest.</param>
/// <param name="Maximum">What went through.</param>
/// <param name="HalfLoad">At half of that.</param>
/// <param name="EqualLoad">At the rate that is equal for all.</param>
internal sealed record HttpRound(
    IReadOnlyList<double> StartSeconds, long MemoryBytesAtRest, long MemoryBytesAfterLoad, MaximumLoad Maximum, OfferedLoad HalfLoad, OfferedLoad EqualLoad);

/// <summary>One contender over all rounds.</summary>
/// <param name="Key">Its short name: <c>ours</c>, <c>oursNative</c>, <c>flaskNb</c>, <c>flaskSvc</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="What">What ran.</param>
/// <param name="RequestsPerSecond">Median requests a second at the greatest load.</param>
/// <param name="CpuSecondsPerRequest">Median processor time a request at the greatest load.</param>
/// <param name="StartSeconds">Median of the starts.</param>
/// <param name="MemoryBytesAtRest">Median memory after the start.</param>
/// <param name="MemoryBytesAfterLoad">Median memory after load.</param>
/// <param name="P99SecondsAtHalfLoad">Median 99th percentile at half of its own greatest load.</param>
/// <param name="P99SecondsAtEqualLoad">Median 99th percentile at the rate that is equal for all.</param>
/// <param name="Rounds">The rounds.</param>
internal sealed record HttpContenderResult(
    string Key, string Name, string What, double RequestsPerSecond, double CpuSecondsPerRequest, double StartSeconds,
    long MemoryBytesAtRest, long MemoryBytesAfterLoad, double P99SecondsAtHalfLoad, double P99SecondsAtEqualLoad, IReadOnlyList<HttpRound> Rounds)
{
    public static HttpContenderResult Of(WebContender contender, IReadOnlyList<HttpRound> rounds) => new(
        contender.Key, contender.Name, contender.What,
        Median(rounds, r => r.Maximum.RequestsPerSecond), Median(rounds, r => r.Maximum.CpuSecondsPerRequest), Statistics.Median(rounds.SelectMany(r => r.StartSeconds)),
        (long)Median(rounds, r => r.MemoryBytesAtRest), (long)Median(rounds, r => r.MemoryBytesAfterLoad),
        Median(rounds, r => r.HalfLoad.P99Seconds), Median(rounds, r => r.EqualLoad.P99Seconds), rounds);

    private static double Median(IReadOnlyList<HttpRound> rounds, Func<HttpRound, double> figure) => Statistics.Median(rounds.Select(figure));
}

/// <summary>A campaign.</summary>
internal sealed record HttpResult(
    string Data, int TrainTexts, int RequestTexts, double MeanBodyBytes, int Connections, int SecondsEach, Machine Machine, IReadOnlyList<HttpContenderResult> Contenders);
