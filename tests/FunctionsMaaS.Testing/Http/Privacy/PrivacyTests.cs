using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using FunctionsMaaS.Data;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Testing.Registry;
using FunctionsMaaS.Training;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Xunit;

namespace FunctionsMaaS.Testing.Http.Privacy;

/// <summary>No text of a request or of training stands anywhere but in answers, whatever route it came by and whatever fails meanwhile.</summary>
public abstract class PrivacyTests : IAsyncLifetime
{
    private readonly MemoryObjectStore _memory = new();
    private readonly Evidence _evidence = new();
    private readonly TattlingFormat _tattling = new();
    private FaultyObjectStore _store = null!;
    private HttpHost? _host;

    protected abstract Task<HttpHost> StartAsync(HttpHostSetup setup);

    /// <summary>Every route of the host's own table, so that a new one is tested too.</summary>
    protected abstract IEnumerable<MarkedRoute> Routes { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = new(_memory);
        var settings = new Dictionary<string, string?>
        {
            ["Maas:Limits:MaxBodyBytes"] = "4096",
            ["Maas:Limits:MaxTextLength"] = "1000",
            ["Maas:Limits:MaxBatch"] = "3",
            ["Maas:Retraining:Recipe"] = "stub",
        };
        _host = await StartAsync(new(_store, settings) { Services = Listen });
        // Two, so that there is one to roll back to; between them the one to delete.
        await PublishAsync("stub", "v1");
        await new ModelRegistry(_memory, TimeProvider.System).PublishAsync("newsgroups", "v2");
        await PublishAsync("stub", "v1");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await StopAsync();
        _evidence.Dispose();
    }

    [Fact]
    public async Task No_text_stands_anywhere_but_in_answers()
    {
        var refused = await SendEverythingAsync();
        Assert.Empty(refused);
        await FailEverywhereAsync();
        await StopAsync();

        Assert.Superset(new HashSet<string> { "log", "metric", "activity", "file" }, _evidence.Counts.Keys.ToHashSet());
        AssertNowhere(MarkedRequests.Text, IsFeedback);
        Assert.Contains(_evidence.Find(MarkedRequests.Text), IsFeedback);
        AssertNowhere("trainingmarker", static _ => false);
        // ASP.NET Core puts addresses into scopes, which no logger of this service writes, and into logs below the level that this service logs of it.
        AssertNowhere(MarkedRequests.Address, static where => where.Contains("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("log")]
    [InlineData("metric")]
    [InlineData("activity")]
    [InlineData("file")]
    public async Task A_text_that_is_told_is_found(string where)
    {
        using var source = new ActivitySource("tattler");
        using var meter = new Meter("tattler");
        var counter = meter.CreateCounter<long>("texts");
        var logger = _evidence.CreateLogger("tattler");
        var files = 0;
        _tattling.OnText = text =>
        {
            switch (where)
            {
                case "log":
                    logger.Log(LogLevel.Trace, default, text, null, static (said, _) => said);
                    break;
                case "metric":
                    counter.Add(1, new KeyValuePair<string, object?>("text", text));
                    break;
                case "activity":
                    using (var activity = source.StartActivity("score"))
                        activity?.SetTag("text", text);
                    break;
                default:
                    _ = _memory.WriteAsync(ObjectKey.Of("models", "newsgroups", "stats", $"{Interlocked.Increment(ref files)}.json"), System.Text.Encoding.UTF8.GetBytes(text), WriteCondition.None, Token);
                    break;
            }
        };
        await PublishAsync("tattling", "v1");
        await SendEverythingAsync();
        await StopAsync();

        var found = _evidence.Find(MarkedRequests.Text, IsFeedback);
        Assert.NotEmpty(found);
        Assert.All(found, f => Assert.StartsWith(where, f, StringComparison.Ordinal));
    }

    private void AssertNowhere(string marker, Func<string, bool> except)
    {
        var found = _evidence.Find(marker, except);
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    /// <summary>Sends every request to every route.</summary>
    /// <returns>The routes that read or take something and answered no plain request.</returns>
    private async Task<IReadOnlyList<string>> SendEverythingAsync()
    {
        var refused = new List<string>();
        foreach (var route in Routes)
        {
            if (route.Name == "StartRollout")
                await PublishCandidateAsync();
            else if (route.Name is "FinishRollout" or "AbortRollout")
                await StartRolloutAsync();
            var answered = false;
            foreach (var (request, isPlain) in MarkedRequests.To(route))
            {
                using (request)
                using (var response = await _host!.Client.SendAsync(request, Token))
                    answered |= isPlain && response.IsSuccessStatusCode;
            }

            if (!answered)
                refused.Add(route.Name);
        }

        _evidence.Observe();
        return refused;
    }

    /// <summary>So that there is one to try.</summary>
    private async Task PublishCandidateAsync()
    {
        var registry = new ModelRegistry(_memory, TimeProvider.System);
        var now = await registry.FindAliasAsync("newsgroups", MarkedRequests.Candidate, Token);
        await registry.MoveAliasAsync("newsgroups", MarkedRequests.Candidate, await registry.PublishAsync("newsgroups", "v3"), now?.ETag, Token);
    }

    /// <summary>So that there is one to end.</summary>
    private async Task StartRolloutAsync()
    {
        var registry = new ModelRegistry(_memory, TimeProvider.System);
        if (await registry.FindRolloutAsync("newsgroups", Token) is { IsActive: true })
            await registry.AbortRolloutAsync("newsgroups", null, LedgerNote.Local, Token);
        await registry.StartRolloutAsync("newsgroups", new(RolloutMode.Canary, 50, null, await registry.PublishAsync("newsgroups", "v3")), LedgerNote.Local, Token);
    }

    /// <summary>Everything again: with a model that throws what it is given, with one that cannot be loaded, with a storage that is down.</summary>
    private async Task FailEverywhereAsync()
    {
        _tattling.OnText = static text =>
        {
            if (text.Contains(MarkedRequests.Text, StringComparison.Ordinal))
                throw new InvalidOperationException(text, new ArgumentException(text));
        };
        await PublishAsync("tattling", "v1");
        await SendEverythingAsync();
        await PublishAsync("stub", "!damaged");
        await SendEverythingAsync();
        _store.IsDown = true;
        await SendEverythingAsync();
        _store.IsDown = false;
    }

    private async Task StopAsync()
    {
        if (_host is null)
            return;
        await _host.DisposeAsync();
        _host = null;
        await _evidence.ReadAsync(_memory, Token);
    }

    private void Listen(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(_evidence));
        services.AddSingleton<IModelFormat>(_tattling);
        services.AddSingleton<IRecipe>(new StubRecipe());
        services.Replace(ServiceDescriptor.Singleton<IDatasetSource>(new MarkedDataset()));
        services.Configure<FunctionsMaaS.Serving.ServingOptions>(static serving => serving.PollInterval = TimeSpan.FromMilliseconds(100));
    }

    private async Task PublishAsync(string format, string label)
    {
        var registry = new ModelRegistry(_memory, TimeProvider.System);
        var trained = new TrainedModel
        {
            Recipe = "stub",
            Parameters = new Dictionary<string, string>(),
            Seed = 1,
            Labels = [label, "other"],
            Format = format,
            Payload = StubFormat.Payload(label == "!damaged" ? [label] : [label, "other"]),
            Settings = new(),
            DatasetDigest = "sha256:" + new string('0', 64),
            DatasetName = "stub",
            Documents = 2,
        };
        var version = (await registry.PublishAsync("newsgroups", ModelPackages.Create(trained, [new StubFormat(), _tattling], null, TimeProvider.System), Token)).Version!.Value;
        await registry.MoveAsync("newsgroups", version);
        await registry.MoveAsync("newsgroups", version, "challenger");
        await ReloadedAsync(version);
    }

    /// <summary>Waits until a version answers, or until it is known that it cannot.</summary>
    private async Task ReloadedAsync(int version)
    {
        while (true)
        {
            using var response = await _host!.Client.GetAsync(new Uri("/api/health/ready", UriKind.Relative), Token);
            var health = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token)).RootElement;
            if (health.GetProperty("status").ValueEquals("degraded") || (health.TryGetProperty("version", out var loaded) && loaded.GetInt32() == version))
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        }
    }

    /// <summary>The one place where texts of requests may be: that of feedback, where somebody asked for it to be kept.</summary>
    private static bool IsFeedback(string where) => where.StartsWith("file models/newsgroups/feedback/", StringComparison.Ordinal);

    private sealed class MarkedDataset : IDatasetSource
    {
        public string Description => "the marked dataset";

        public Task<DatasetParts> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(new DatasetParts(
            new("marked", [.. Enumerable.Range(0, 20).Select(i => new LabeledText { Label = i % 2 == 0 ? "a" : "b", Text = $"zqxjktrainingmarker {i}" })]),
            new("marked test", [.. Enumerable.Range(20, 10).Select(i => new LabeledText { Label = i % 2 == 0 ? "a" : "b", Text = $"zqxjktrainingmarker {i}" })])));
    }
}
