using System.Collections.Concurrent;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using FunctionsMaaS.Serving.Rollouts;
using FunctionsMaaS.Testing.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace FunctionsMaaS.Tests.Serving.Rollouts;

/// <summary>One instance of a service whose model <c>m</c> has version 1 as champion and 2 as challenger, which say <c>v1</c> and <c>v2</c>.</summary>
internal sealed class RolloutFixture : IDisposable, IRolloutObserver
{
    private readonly PoolFixture _pool;

    public RolloutFixture(IObjectStore store)
    {
        _pool = new(store: store);
        Watch = new(_pool.Registry, _pool.Pool, TimeProvider.System, NullLogger<RolloutWatch>.Instance);
        Shadows = new(_pool.Pool, Watch, this);
        Classifier = new(new(_pool.Pool), _pool.Pool, Watch, Shadows, this);
    }

    public ModelRegistry Registry => _pool.Registry;

    public PredictionEnginePool<TextInput, TextPrediction> Pool => _pool.Pool;

    public StubFormat Format => _pool.Format;

    public RolloutWatch Watch { get; }

    public ShadowScorer Shadows { get; }

    public RolloutClassifier Classifier { get; }

    public ConcurrentQueue<(RolloutArm Arm, bool Failed)> Answers { get; } = [];

    public ConcurrentQueue<ShadowComparison> Comparisons { get; } = [];

    public int Drops { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task PrepareAsync()
    {
        await _pool.PublishChampionAsync("v1");
        await Registry.MoveAsync("m", await Registry.PublishAsync("m", "v2"), "challenger");
    }

    public Task<ModelRollout> StartAsync(double percent, RolloutMode mode = RolloutMode.Canary) =>
        Registry.StartRolloutAsync("m", new(mode, percent, "challenger", null), LedgerNote.Local, Token);

    /// <summary>What a text is answered with; the label and the version always say the same.</summary>
    public async Task<int> AskAsync(string? key, string text = "text")
    {
        var answer = await Classifier.ClassifyAsync(PoolFixture.Champion, key, [text], null, false, Token);
        Assert.Equal($"v{answer.Version}", answer.Results[0].Label);
        return answer.Version;
    }

    public async Task RefreshAsync()
    {
        await Pool.RefreshAsync(Token);
        await Watch.RefreshAsync(Token);
    }

    public void Answered(string model, Guid rollout, RolloutArm arm, TimeSpan elapsed, bool failed) => Answers.Enqueue((arm, failed));

    public void Compared(string model, Guid rollout, ShadowComparison comparison) => Comparisons.Enqueue(comparison);

    public void Dropped(string model, Guid rollout) => Drops++;

    public void Dispose()
    {
        Shadows.Dispose();
        _pool.Dispose();
    }
}
