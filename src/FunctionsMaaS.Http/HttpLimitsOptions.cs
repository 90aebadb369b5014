using System.ComponentModel.DataAnnotations;

namespace FunctionsMaaS.Http;

/// <summary>
/// How much a request, a caller and a connection may ask for: section <c>Maas:Limits</c>. What is over a limit is answered before any work
/// is done, by a problem of its own.
/// </summary>
public sealed class HttpLimitsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Maas:Limits";

    /// <summary>Bytes of a request body, chunked or not. Beyond: 413.</summary>
    /// <value>1,024 to 104,857,600 (100 MiB, what the Functions host lets through); default 16 MiB.</value>
    [Range(1024, 104_857_600)]
    public int MaxBodyBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>UTF-16 code units of one text. Beyond: 413.</summary>
    /// <value>1 to 100,000,000; default 1,000,000.</value>
    [Range(1, 100_000_000)]
    public int MaxTextLength { get; set; } = 1_000_000;

    /// <summary>Texts of one batch. Beyond: 413.</summary>
    /// <value>1 to 100,000; default 1,000.</value>
    [Range(1, 100_000)]
    public int MaxBatch { get; set; } = 1_000;

    /// <summary>Requests that an instance works on at the same time; more wait in a queue.</summary>
    /// <value>1 to 1,000,000; default 4,096.</value>
    [Range(1, 1_000_000)]
    public int Concurrency { get; set; } = 4_096;

    /// <summary>Requests that wait while <see cref="Concurrency"/> are worked on. Beyond: 503.</summary>
    /// <value>0 to 1,000,000; default 4,096.</value>
    [Range(0, 1_000_000)]
    public int Queue { get; set; } = 4_096;

    /// <summary>Requests of one caller (a key; without one, an address) that an instance works on at the same time. Beyond: 429.</summary>
    /// <value>0 to 1,000,000; default 0, no limit.</value>
    [Range(0, 1_000_000)]
    public int ConcurrencyPerCaller { get; set; }

    /// <summary>Requests a second of one caller, in the long run, to one instance. Beyond: 429.</summary>
    /// <value>0 to 1,000,000, fractions allowed; default 0, no limit.</value>
    [Range(0.0, 1_000_000.0)]
    public double RatePerCaller { get; set; }

    /// <summary>Requests that a caller may send at once before <see cref="RatePerCaller"/> holds.</summary>
    /// <value>0 to 1,000,000; default 0, which stands for what two seconds allow, at least 1.</value>
    [Range(0, 1_000_000)]
    public int BurstPerCaller { get; set; }

    /// <summary>How long a request may take, its body and its wait included; retraining may take any time. Beyond: 408 if the body has not come, else 504.</summary>
    /// <value>100 ms to 1 hour; default 100 s.</value>
    [DurationRange("00:00:00.1", "01:00:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Connections that the server keeps at the same time; more are closed at once. The Functions host has its own.</summary>
    /// <value>1 to 1,000,000; default 10,000.</value>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>How long the headers of a request may take to come to the server. Beyond: 408.</summary>
    /// <value>1 s to 10 minutes; default 15 s.</value>
    [DurationRange("00:00:01", "00:10:00")]
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the server keeps a connection without a request.</summary>
    /// <value>1 s to 1 hour; default 130 s.</value>
    [DurationRange("00:00:01", "01:00:00")]
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>Bytes a second at which a body must come to the server, and an answer be taken, after five seconds of grace. Beyond: 408, or the connection is closed.</summary>
    /// <value>1 to 1,000,000; default 240.</value>
    [Range(1, 1_000_000)]
    public int MinBytesPerSecond { get; set; } = 240;
}
