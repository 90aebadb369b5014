using FunctionsMaaS.Packaging.Signatures;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using FunctionsMaaS.Testing.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Tests.Serving;

/// <summary>A pool over a registry in memory, with models that do as they are told.</summary>
internal sealed class PoolFixture : IDisposable
{
    public PoolFixture(Action<ServingOptions>? configure = null, IObjectStore? store = null, ManifestTrust? trust = null, TimeProvider? time = null)
    {
        var options = new ServingOptions();
        configure?.Invoke(options);
        Registry = new(store ?? new MemoryObjectStore(), TimeProvider.System, trust: trust);
        var serving = Options.Create(options);
        Pool = new(
            Registry, new TextModelLoader([Format]), serving, time ?? TimeProvider.System, NullLogger<PredictionEnginePool<TextInput, TextPrediction>>.Instance,
            packaged: new(serving, Options.Create(new MaasOptions { Model = Champion.Name }), trust));
    }

    public StubFormat Format { get; } = new();

    public ModelRegistry Registry { get; }

    public PredictionEnginePool<TextInput, TextPrediction> Pool { get; }

    public static ModelReference Champion { get; } = ModelReference.ToAlias("m");

    /// <summary>Publishes a version that answers <paramref name="label"/> and makes it the champion.</summary>
    public async Task<int> PublishChampionAsync(string label)
    {
        var version = await Registry.PublishAsync("m", label);
        await Registry.MoveAsync("m", version);
        return version;
    }

    public void Dispose() => Pool.Dispose();
}
