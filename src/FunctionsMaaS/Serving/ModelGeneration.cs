using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Serving;

/// <summary>
/// One loaded version with its engines. It lives as long as somebody holds it: each pool entry that publishes it and each lease count
/// one; the last to let go disposes it, so a reload never pulls a model from under a request.
/// </summary>
[SuppressMessage("Reliability", "CA1001:Types that own disposable fields should be disposable", Justification = "The last holder disposes them in LetGo.")]
internal sealed class ModelGeneration<TData, TPrediction>(ModelManifest manifest, IServedModel<TData, TPrediction> model, int maxEngines, Action disposed)
{
    private readonly ConcurrentQueue<EngineSlot<TData, TPrediction>> _idle = new();
    private readonly SemaphoreSlim _free = new(maxEngines, maxEngines);
    private int _holders = 1;

    public ModelManifest Manifest { get; } = manifest;

    /// <summary>Whether it came with the program, and from no registry.</summary>
    public bool IsPackaged { get; init; }

    public IServedModel<TData, TPrediction> Model => model;

    public int EnginesInUse => maxEngines - _free.CurrentCount;

    /// <summary>Counts one more holder, unless the last one has already let go.</summary>
    public bool TryHold()
    {
        for (var seen = Volatile.Read(ref _holders); seen > 0; seen = Volatile.Read(ref _holders))
        {
            if (Interlocked.CompareExchange(ref _holders, seen + 1, seen) == seen)
                return true;
        }

        return false;
    }

    public void LetGo()
    {
        if (Interlocked.Decrement(ref _holders) != 0)
            return;
        while (_idle.TryDequeue(out var slot))
            slot.Engine.Dispose();
        _free.Dispose();
        model.Dispose();
        disposed();
    }

    public void WarmUp()
    {
        var slot = new EngineSlot<TData, TPrediction>(this, model.CreateEngine());
        model.WarmUp(slot.Engine);
        _idle.Enqueue(slot);
    }

    /// <summary>Takes an engine, waiting while all are lent. The caller already holds this generation.</summary>
    public async ValueTask<EngineSlot<TData, TPrediction>> TakeAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!await _free.WaitAsync(timeout, cancellationToken))
            throw new EnginesBusyException($"All {maxEngines} engines of {Manifest.Name}:{Manifest.Version} stayed busy for {timeout.TotalSeconds:0.###} s.");
        return TakeFree();
    }

    public EngineSlot<TData, TPrediction>? TryTake() => _free.Wait(0) ? TakeFree() : null;

    public void Return(EngineSlot<TData, TPrediction> slot)
    {
        _idle.Enqueue(slot);
        _free.Release();
        LetGo();
    }

    private EngineSlot<TData, TPrediction> TakeFree()
    {
        try
        {
            return _idle.TryDequeue(out var slot) ? slot : new(this, model.CreateEngine());
        }
        catch
        {
            _free.Release();
            throw;
        }
    }
}

/// <summary>An engine with the ticket of its present lease, so that a lease disposed twice returns it once.</summary>
internal sealed class EngineSlot<TData, TPrediction>(ModelGeneration<TData, TPrediction> generation, IPredictionEngine<TData, TPrediction> engine)
{
    private int _ticket;

    public IPredictionEngine<TData, TPrediction> Engine => engine;

    public ModelGeneration<TData, TPrediction> Generation => generation;

    public int Ticket => Volatile.Read(ref _ticket);

    public void Return(int ticket)
    {
        if (Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket) == ticket)
            generation.Return(this);
    }
}
