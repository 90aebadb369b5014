using System.Net;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

public abstract partial class HttpConformanceTests
{
    [Fact]
    public async Task Statistics_say_what_a_model_did()
    {
        await PublishChampionAsync();
        await ClassifyAsync("""{"text": "one"}""");
        await ClassifyAsync("""{"texts": ["two", "three"]}""");
        using (await PostAsync("""{"text": "x", "version": 99}"""u8.ToArray())) { }

        var stats = await GetAsync("/api/models/newsgroups/stats");
        Assert.Equal(("newsgroups", 1), (stats.GetProperty("model").GetString(), stats.GetProperty("champion").GetInt32()));
        Assert.Equal((3, 1), (stats.GetProperty("requests").GetProperty("total").GetInt64(), stats.GetProperty("requests").GetProperty("errors").GetInt64()));
        Assert.Equal(3, stats.GetProperty("classifications").GetInt64());
        Assert.Equal([("v1", 3L), ("other", 0L)], stats.GetProperty("labels").EnumerateArray().Select(l => (l.GetProperty("label").GetString(), l.GetProperty("count").GetInt64())));
        Assert.Equal(0.9, stats.GetProperty("confidence").GetProperty("mean").GetDouble(), 3);
        Assert.Equal(["parse", "score", "write", "total"], stats.GetProperty("latency").GetProperty("stages").EnumerateObject().Select(s => s.Name));
        var version = Assert.Single(stats.GetProperty("versions").EnumerateArray());
        Assert.Equal((2, 3), (version.GetProperty("requests").GetInt64(), version.GetProperty("classifications").GetInt64()));
        Assert.Equal(3, stats.GetProperty("series").EnumerateArray().Sum(p => p.GetProperty("labels").TryGetProperty("v1", out var count) ? count.GetInt64() : 0));
    }

    /// <summary>Two executions of a second at least on 2 GB: 4 GB-s or more at 0.000026, and 0.40 a million.</summary>
    [Fact]
    public async Task Cost_is_an_estimate_by_the_meter_of_flex_consumption()
    {
        await PublishChampionAsync();
        await ClassifyAsync("""{"text": "one"}""");
        await ClassifyAsync("""{"text": "two"}""");

        var cost = (await GetAsync("/api/models/newsgroups/stats")).GetProperty("cost");
        Assert.True(cost.GetProperty("isEstimate").GetBoolean());
        Assert.Equal("USD", cost.GetProperty("currency").GetString());
        Assert.Equal(2, cost.GetProperty("executions").GetInt64());
        var gigabyteSeconds = cost.GetProperty("gigabyteSeconds").GetDouble();
        Assert.True(gigabyteSeconds >= 4);
        Assert.Equal((gigabyteSeconds * 0.000026) + 0.0000008, cost.GetProperty("total").GetDouble(), 9);
    }

    [Fact]
    public async Task A_model_that_was_never_asked_has_empty_statistics()
    {
        await PublishChampionAsync();
        var stats = await GetAsync("/api/models/newsgroups/stats");
        Assert.Equal(0, stats.GetProperty("requests").GetProperty("total").GetInt64());
        Assert.Equal("unknown", stats.GetProperty("drift").GetProperty("level").GetString());
        Assert.Equal("fresh", stats.GetProperty("staleness").GetProperty("level").GetString());
        Assert.False(stats.GetProperty("confidence").TryGetProperty("mean", out _));
    }

    [Fact]
    public async Task There_are_no_statistics_of_a_model_that_is_not_there()
    {
        using var answer = await Client.GetAsync(new Uri("/api/models/nothing/stats", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Metrics_count_from_the_first_scrape_on()
    {
        await PublishChampionAsync();
        await ScrapeAsync();
        await ClassifyAsync("""{"text": "one"}""");
        using (await PostAsync("{"u8.ToArray())) { }

        (string Name, string[] Attributes)[] wanted =
        [
            ("maas_classifications_total", ["maas_label=\"v1\""]),
            ("maas_stage_duration_seconds_count", ["maas_stage=\"score\""]),
            ("maas_requests_total", ["maas_version=\"1\""]),
            ("maas_model_version", ["maas_alias=\"champion\""]),
            ("http_server_request_duration_seconds_count", ["http_route=\"api/classify\"", "http_response_status_code=\"200\""]),
            ("http_server_request_duration_seconds_count", ["http_route=\"api/classify\"", "error_type=\"malformed-json\""]),
            ("http_server_request_body_size_bytes_sum", ["http_route=\"api/classify\""]),
            ("process_cpu_utilization", []),
            ("dotnet_gc_collections_total", []),
        ];
        var lines = await ScrapeUntilAsync(lines => wanted.All(w => Has(lines, w)));
        Assert.All(wanted, w => Assert.True(Has(lines, w), $"No {w.Name} with {string.Join(", ", w.Attributes)}."));

        static bool Has(string[] lines, (string Name, string[] Attributes) wanted) =>
            lines.Any(l => l.StartsWith(wanted.Name, StringComparison.Ordinal) && wanted.Attributes.All(a => l.Contains(a, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("/api/classify", "api/classify")]
    [InlineData("/api/feedback", "api/feedback")]
    [InlineData("/invocations", "invocations")]
    [InlineData("/v2/models/newsgroups/infer", "v2/models/{name}/infer")]
    public async Task Metrics_name_the_problem_whatever_protocol_it_is_told_in(string path, string route)
    {
        await ScrapeAsync();
        using (var refused = await Client.PostAsync(path, Json("{"), Token))
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(await ScrapeUntilAsync(lines => lines.Any(l => Counts(l, route))), l => Counts(l, route));
    }

    private static bool Counts(string line, string route) =>
        line.StartsWith("http_server_request_duration_seconds_count", StringComparison.Ordinal)
        && line.Contains($"http_route=\"{route}\"", StringComparison.Ordinal)
        && line.Contains("error_type=\"malformed-json\"", StringComparison.Ordinal);

    /// <summary>Scrapes until what is wanted is there: a request is counted when it has ended, which may be after its answer has arrived.</summary>
    private async Task<string[]> ScrapeUntilAsync(Func<string[], bool> isThere)
    {
        const int Attempts = 50;
        for (var attempt = 1; ; attempt++)
        {
            var lines = (await ScrapeAsync()).Split('\n');
            if (attempt == Attempts || isThere(lines))
                return lines;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Token);
        }
    }

    private async Task<string> ScrapeAsync()
    {
        using var answer = await Client.GetAsync(new Uri("/api/metrics", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsStringAsync(Token);
    }
}
