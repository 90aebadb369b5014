using System.Collections.Concurrent;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace FunctionsMaaS.Serving;

/// <summary>
/// Lends prediction engines of the models of a registry. A model is loaded when it is first asked for; behind an alias it is replaced
/// when the alias moves: the new version is loaded, verified and warmed before one atomic exchange, and the old one is disposed when
/// its last lease ends. A reload that fails keeps the version that works. Thread-safe.
/// </summary>
/// <typeparam name="TData">The example.</typeparam>
/// <typeparam name="TPrediction">The prediction.</typeparam>
public sealed partial class PredictionEnginePool<TData, TPrediction> : IDisposable
{
    private readonly ConcurrentDictionary<ModelReference, PoolEntry<TData, TPrediction>> _entries = new();
    private readonly VersionLoader<TData, TPrediction> _versions;
    private readonly ModelRegistry _registry;
    private readonly ServingOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<PredictionEnginePool<TData, TPrediction>> _logger;
    private readonly IServingObserver? _observer;
    private readonly PackagedModel? _packaged;
    private CancellationTokenSource _reloaded = new();
    private volatile bool _disposed;

    /// <summary>Makes a pool; usually <c>services.AddPredictionEnginePool()</c> does.</summary>
    public PredictionEnginePool(
        ModelRegistry registry,
        IModelLoader<TData, TPrediction> loader,
        IOptions<ServingOptions> options,
        TimeProvider time,
        ILogger<PredictionEnginePool<TData, TPrediction>> logger,
        IServingObserver? observer = null,
        PackagedModel? packaged = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _registry = registry;
        _options = options.Value;
        _time = time;
        _logger = logger;
        _observer = observer;
        _packaged = packaged;
        _versions = new(registry, loader, _options.EnginesPerModel);
    }

    /// <summary>Lends an engine, loading the model first if it is not loaded yet, and waiting while all its engines are lent.</summary>
    /// <param name="reference">The model, with an alias or a version.</param>
    /// <param name="cancellationToken">Stops waiting; a load that others wait for goes on.</param>
    /// <exception cref="ModelNotFoundException">There is no such model, version or alias.</exception>
    /// <exception cref="ModelPackageException">It cannot be loaded, and no earlier version is.</exception>
    /// <exception cref="RegistryUnavailableException">It is not loaded, and the registry cannot be reached.</exception>
    /// <exception cref="EnginesBusyException">No engine came free in time.</exception>
    public ValueTask<PredictionEngineLease<TData, TPrediction>> RentAsync(ModelReference reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return TryRent(reference, out var lease) ? new(lease) : RentSlowlyAsync(reference, cancellationToken);
    }

    /// <summary>Lends an engine of a model that is already loaded; never waits.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="alias">The alias.</param>
    /// <exception cref="ModelNotFoundException">It is not loaded: call <see cref="RentAsync"/> or <see cref="PreloadAsync"/> first.</exception>
    /// <exception cref="EnginesBusyException">All its engines are lent.</exception>
    public PredictionEngineLease<TData, TPrediction> Rent(string model, string alias = ModelReference.Champion)
    {
        var reference = ModelReference.ToAlias(model, alias);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (TryRent(reference, out var lease))
            return lease;
        throw _entries.TryGetValue(reference, out var entry) && entry.Current is not null
            ? new EnginesBusyException($"All {_options.EnginesPerModel} engines of {reference} are busy.")
            : new ModelNotFoundException($"{reference} is not loaded yet.");
    }

    /// <summary>Loads a model, unless it is loaded, so that the first request finds it warm.</summary>
    /// <exception cref="ModelNotFoundException">There is no such model, version or alias.</exception>
    /// <exception cref="ModelPackageException">It cannot be loaded.</exception>
    /// <exception cref="RegistryUnavailableException">The registry cannot be reached.</exception>
    public async Task PreloadAsync(ModelReference reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ObjectDisposedException.ThrowIf(_disposed, this);
        await EntryAsync(reference, cancellationToken);
    }

    /// <summary>A token that fires after the next exchange of a model: when it does, the new version already answers.</summary>
    public IChangeToken GetReloadToken() => new CancellationChangeToken(Volatile.Read(ref _reloaded).Token);

    /// <summary>What is loaded, in the order of its names.</summary>
    public IReadOnlyList<LoadedModel> Loaded =>
    [
        .. _entries.Values.Select(e => e.Describe()).OfType<LoadedModel>().OrderBy(l => l.Reference.ToString(), StringComparer.Ordinal),
    ];

    /// <summary>Lets go of every model; leases that are out stay valid until they are disposed.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var entry in _entries.Values)
            Remove(entry);
        _reloaded.Dispose();
    }

    private bool TryRent(ModelReference reference, out PredictionEngineLease<TData, TPrediction> lease)
    {
        lease = default;
        if (!_entries.TryGetValue(reference, out var entry) || !entry.TryHold(_time.GetTimestamp(), out var generation))
            return false;
        try
        {
            if (generation.TryTake() is { } slot)
            {
                lease = new(slot);
                return true;
            }
        }
        catch
        {
            generation.LetGo();
            throw;
        }

        generation.LetGo();
        return false;
    }

    private async ValueTask<PredictionEngineLease<TData, TPrediction>> RentSlowlyAsync(ModelReference reference, CancellationToken cancellationToken)
    {
        while (true)
        {
            var entry = await EntryAsync(reference, cancellationToken);
            if (!entry.TryHold(_time.GetTimestamp(), out var generation))
                continue;
            try
            {
                return new(await generation.TakeAsync(_options.EngineTimeout, cancellationToken));
            }
            catch
            {
                generation.LetGo();
                throw;
            }
        }
    }

    private async Task<PoolEntry<TData, TPrediction>> EntryAsync(ModelReference reference, CancellationToken cancellationToken)
    {
        while (true)
        {
            var entry = _entries.GetOrAdd(reference, static key => new(key));
            if (entry.Current is not null)
                return entry;
            try
            {
                await entry.ReloadAsync(LoadFirstAsync, cancellationToken);
            }
            catch when (entry.Current is null)
            {
                // A name that cannot be loaded must not stay: callers choose the names.
                Remove(entry);
                throw;
            }

            if (_disposed)
                Remove(entry);
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (entry.Current is null)
                continue;
            EvictBeyondLimit(entry);
            return entry;
        }
    }

    private void EvictBeyondLimit(PoolEntry<TData, TPrediction> latest)
    {
        while (_entries.Count > _options.MaxLoaded
            && _entries.Values.Where(e => e != latest && e.Current is not null).MinBy(e => e.LastUsed) is { } oldest)
        {
            LogEvicted(_logger, oldest.Reference);
            Remove(oldest);
        }
    }

    private void Remove(PoolEntry<TData, TPrediction> entry)
    {
        _entries.TryRemove(new(entry.Reference, entry));
        entry.Retire();
    }
}
