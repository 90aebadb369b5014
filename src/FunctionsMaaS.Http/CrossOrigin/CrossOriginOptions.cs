namespace FunctionsMaaS.Http.CrossOrigin;

/// <summary>Pages of which other origins may read answers (CORS, Fetch Standard): section <c>Maas:Cors</c>.</summary>
public sealed class CrossOriginOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Maas:Cors";

    /// <summary>Origins such as <c>https://example.org</c>, with commas between, or <c>*</c> for all. Cookies are never asked for: keys are what counts.</summary>
    /// <value>Default none.</value>
    public string? Origins { get; set; }

    internal IReadOnlyList<string> List => Origins?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
