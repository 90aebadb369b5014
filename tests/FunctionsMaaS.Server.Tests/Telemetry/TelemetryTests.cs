using System.Text;
using System.Text.Json;
using Xunit;

namespace FunctionsMaaS.Server.Tests.Telemetry;

/// <summary>What leaves the server, as a receiver gets it: real exporters, a real process, loopback.</summary>
public sealed class TelemetryTests
{
    /// <summary>Of docs/monitoring.md: those that a start, a load and an answer make.</summary>
    private static readonly string[] Metrics =
    [
        "http.server.request.duration", "http.server.response.body.size", "maas.stage.duration", "maas.requests", "maas.classifications", "maas.model.loads",
        "maas.retrainings", "maas.model.version", "maas.model.age", "process.cpu.utilization", "process.memory.usage",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_collector_gets_metrics_traces_and_logs_by_their_documented_names()
    {
        await using var collector = await TelemetryReceiver.StartAsync("", Token);
        await RunAsync(new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" });

        // Numbers of fields: opentelemetry-proto, collector/*/v1 and their messages.
        Assert.Superset(Metrics.ToHashSet(), Texts(collector, "/v1/metrics", 1, 2, 2, 1));
        Assert.Superset(new HashSet<string> { "POST api/classify", "classify", "retrain", "load" }, Texts(collector, "/v1/traces", 1, 2, 2, 5));
        Assert.Contains("Loaded {Reference}: version {Version} in {Elapsed}", Texts(collector, "/v1/logs", 1, 2, 2, 5, 1));
        foreach (var path in new[] { "/v1/metrics", "/v1/traces", "/v1/logs" })
            Assert.Contains("functionsmaas", Texts(collector, path, 1, 1, 1, 2, 1));
        AssertPrivate(collector, "/v1/metrics", "/v1/traces", "/v1/logs");
    }

    [Fact]
    public async Task Application_Insights_gets_metrics_requests_and_logs_by_their_documented_names()
    {
        await using var ingestion = await TelemetryReceiver.StartAsync("""{"itemsReceived":1,"itemsAccepted":1,"errors":[]}""", Token);
        await RunAsync(new()
        {
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = $"InstrumentationKey={Guid.NewGuid()};IngestionEndpoint={ingestion.Url}/;LiveEndpoint={ingestion.Url}/",
            // The exporter's statistics of itself go to Microsoft.
            ["APPLICATIONINSIGHTS_STATSBEAT_DISABLED"] = "true",
        });

        var items = ingestion.At("/v2.1/track").SelectMany(body => Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("data")).ToLookup(d => d.GetProperty("baseType").GetString(), d => d.GetProperty("baseData"));
        Assert.Superset(Metrics.ToHashSet(), items["MetricData"].SelectMany(m => m.GetProperty("metrics").EnumerateArray()).Select(m => m.GetProperty("name").GetString()!).ToHashSet());
        Assert.Contains("POST api/classify", items["RequestData"].Select(r => r.GetProperty("name").GetString()));
        Assert.Contains(items["MessageData"], m => m.GetProperty("message").GetString()!.StartsWith("Loaded ", StringComparison.Ordinal));
        AssertPrivate(ingestion, "/v2.1/track");
    }

    [Fact]
    public async Task Without_a_receiver_no_library_of_telemetry_is_loaded()
    {
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string>(), Token);
        await server.ClassifyAsync(Token);
        var libraries = server.Libraries();
        Assert.Contains("FunctionsMaaS.dll", libraries);
        Assert.DoesNotContain(libraries, name => name.StartsWith("OpenTelemetry", StringComparison.Ordinal) || name.StartsWith("Azure.Monitor", StringComparison.Ordinal));
    }

    private static async Task RunAsync(Dictionary<string, string> settings)
    {
        await using var server = await ServerProcess.StartAsync(settings, Token);
        await server.ClassifyAsync(Token);
        Assert.Contains(server.Libraries(), name => name.StartsWith("OpenTelemetry", StringComparison.Ordinal));
        await server.StopAsync(Token);
    }

    private static HashSet<string> Texts(TelemetryReceiver collector, string path, params int[] fields) =>
        [.. collector.At(path).SelectMany(body => ProtobufMessage.Texts(body, fields))];

    private static void AssertPrivate(TelemetryReceiver receiver, params string[] paths)
    {
        foreach (var path in paths)
        {
            Assert.NotEmpty(receiver.At(path));
            Assert.All(receiver.At(path), body => Assert.DoesNotContain(ServerProcess.SecretWord, Encoding.UTF8.GetString(body), StringComparison.Ordinal));
        }
    }
}
