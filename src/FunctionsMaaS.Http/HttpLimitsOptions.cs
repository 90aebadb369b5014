using System.ComponentModel.DataAnnotations;

namespace FunctionsMaaS.Http;

/// <summary>How much a request may ask for: section <c>Maas:Limits</c>. What is over a limit is answered 413 before any work is done.</summary>
public sealed class HttpLimitsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Maas:Limits";

    /// <summary>Bytes of a request body, chunked or not.</summary>
    /// <value>1,024 to 104,857,600 (100 MiB, what the Functions host lets through); default 16 MiB.</value>
    [Range(1024, 104_857_600)]
    public int MaxBodyBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>UTF-16 code units of one text.</summary>
    /// <value>1 to 100,000,000; default 1,000,000.</value>
    [Range(1, 100_000_000)]
    public int MaxTextLength { get; set; } = 1_000_000;

    /// <summary>Texts of one batch.</summary>
    /// <value>1 to 100,000; default 1,000.</value>
    [Range(1, 100_000)]
    public int MaxBatch { get; set; } = 1_000;
}
