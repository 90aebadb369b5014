using FunctionsMaaS.Monitoring;
using FunctionsMaaS.Monitoring.Stats;
using FunctionsMaaS.Monitoring.Usage;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsMaaS.Tests.Monitoring;

/// <summary>One instance of the service that counts, over a store that it may share with others.</summary>
internal sealed class MonitoringFixture : IDisposable
{
    private static readonly string[] LabelNames = ["a", "b"];

    public MonitoringFixture(FakeTimeProvider time, IObjectStore store, Action<MonitoringOptions>? configure = null)
    {
        var options = new MonitoringOptions();
        configure?.Invoke(options);
        Time = time;
        Book = new(Options.Create(options), time);
        Monitor = new(Book, Metrics, Options.Create(new FunctionsMaaS.Monitoring.Cost.CostOptions()), time);
        Storage = new(store, [], Options.Create(new RegistryOptions { Path = RegistryOptions.InMemory }), Options.Create(options));
        Writer = new(Book, Storage, Options.Create(options), time, NullLogger<StatsWriter>.Instance);
        Reader = new(Book, Storage, Options.Create(options), time, NullLogger<StatsReader>.Instance);
    }

    public FakeTimeProvider Time { get; }

    public MaasMetrics Metrics { get; } = new();

    public UsageBook Book { get; }

    public ServiceMonitor Monitor { get; }

    public StatsStorage Storage { get; }

    public StatsWriter Writer { get; }

    public StatsReader Reader { get; }

    public static ModelManifest Manifest(int version, IReadOnlyDictionary<string, string>? parameters = null) => new()
    {
        Name = "m",
        Version = version,
        Created = DateTimeOffset.UnixEpoch,
        Recipe = "stub",
        Labels = LabelNames,
        Parameters = parameters ?? new Dictionary<string, string>(),
        Payload = new("model.bin", "stub", "sha256:" + new string('0', 64), 1),
    };

    /// <summary>Answers one request with some texts of label <paramref name="label"/>.</summary>
    public void Answer(int texts = 1, int version = 1, int label = 0, string? key = null, int status = 200)
    {
        var manifest = Manifest(version);
        var request = Monitor.Begin();
        Monitor.Asked(ModelReference.ToAlias("m"));
        for (var i = 0; i < texts; i++)
            Monitor.Classified(manifest, new ClassifiedText(label, 0.75f, 0.25, TimeSpan.FromMicroseconds(20), TimeSpan.FromMicroseconds(5)));
        Monitor.Answered(manifest, texts);
        Monitor.End(request, new("POST", "api/classify", status, null, key, 10, 20));
    }

    public Task<UsageWindow> ReadAsync() => Reader.ReadAsync("m", Xunit.TestContext.Current.CancellationToken);

    public Task WriteAsync() => Writer.WriteAsync(Xunit.TestContext.Current.CancellationToken);

    public void Dispose() => Metrics.Dispose();
}
