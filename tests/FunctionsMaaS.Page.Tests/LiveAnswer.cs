using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace FunctionsMaaS.Page.Tests;

/// <summary>An answer of <c>GET /api/models/{name}/stats</c> with everything in it, so that every chart has something to show.</summary>
internal static class LiveAnswer
{
    public const string Route = "**/api/models/*/stats";

    /// <summary>Requests of each of the last minutes, oldest first.</summary>
    public static IReadOnlyList<int> RequestsByMinute { get; } = [12, 30, 7, 41, 18];

    public static Task GiveAsync(IPage page, JsonObject answer) =>
        page.RouteAsync(Route, route => route.FulfillAsync(new() { ContentType = "application/json", Body = answer.ToJsonString() }));

    public static JsonObject Of(DateTimeOffset now) => new()
    {
        ["model"] = PublishedModels.News,
        ["champion"] = 1,
        ["since"] = now.AddMinutes(-30).ToString("O"),
        ["windowSeconds"] = 3600,
        ["instances"] = 2,
        ["requests"] = new JsonObject { ["total"] = 1234, ["errors"] = 9, ["perSecond"] = 0.41 },
        ["classifications"] = 2468,
        ["latency"] = new JsonObject { ["unit"] = "ms", ["stages"] = new JsonObject { ["total"] = new JsonObject { ["p50"] = 1.3, ["p95"] = 4.1, ["p99"] = 8.2 } } },
        ["labels"] = new JsonArray(
            new JsonObject { ["label"] = "sci.space", ["count"] = 1851, ["share"] = 0.75, ["baselineShare"] = 0.05 },
            new JsonObject { ["label"] = "sci.med", ["count"] = 617, ["share"] = 0.25, ["baselineShare"] = 0.05 }),
        ["confidence"] = new JsonObject { ["mean"] = 0.81, ["baselineMean"] = 0.86 },
        ["outOfVocabulary"] = new JsonObject { ["rate"] = 0.31, ["baselineRate"] = 0.22 },
        ["drift"] = new JsonObject
        {
            ["level"] = "moderate",
            ["labelPsi"] = 0.21,
            ["confidencePsi"] = 0.1,
            ["outOfVocabularyPsi"] = 0.15,
            ["documents"] = 2468,
            ["needed"] = 200,
            ["baselineDocuments"] = 120,
        },
        ["staleness"] = new JsonObject { ["championAgeSeconds"] = 259_200, ["datasetAgeSeconds"] = 777_600, ["level"] = "fresh" },
        ["cost"] = new JsonObject { ["isEstimate"] = true, ["currency"] = "USD", ["total"] = 0.0012, ["perMillion"] = 0.92, ["note"] = "Only requests and their time." },
        ["versions"] = new JsonArray(),
        ["keys"] = new JsonArray(),
        ["series"] = new JsonArray([.. RequestsByMinute.Select((requests, i) => Point(now.AddMinutes(i - RequestsByMinute.Count), requests))]),
    };

    private static JsonObject Point(DateTimeOffset time, int requests) => new()
    {
        ["time"] = time.AddSeconds(-time.Second).ToString("O"),
        ["requests"] = requests,
        ["errors"] = requests / 10,
        ["classifications"] = 2 * requests,
        ["p50Ms"] = 1.2,
        ["p99Ms"] = 6.5,
        ["labels"] = new JsonObject(),
        ["driftPsi"] = 0.12,
    };
}
