using System.Collections.Concurrent;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Serving;

/// <summary>Loads versions, each once however many references want it: a version behind two aliases is in memory once.</summary>
internal sealed class VersionLoader<TData, TPrediction>(ModelRegistry registry, IModelLoader<TData, TPrediction> loader, int maxEngines)
{
    private readonly ConcurrentDictionary<(string Name, int Version), Slot> _slots = new();

    /// <summary>The generation of a version, with one more holder: the caller.</summary>
    public async Task<ModelGeneration<TData, TPrediction>> HoldAsync(string name, int version, CancellationToken cancellationToken)
    {
        var slot = _slots.GetOrAdd((name, version), static _ => new());
        await slot.Loading.WaitAsync(cancellationToken);
        try
        {
            if (slot.Generation is { } loaded && loaded.TryHold())
                return loaded;
            var package = await registry.OpenAsync(name, version, cancellationToken);
            return slot.Generation = await Task.Run(() => Warm(Generation(package, () => Forget(name, version, slot))), cancellationToken);
        }
        catch
        {
            Forget(name, version, slot);
            throw;
        }
        finally
        {
            slot.Loading.Release();
        }
    }

    /// <summary>A generation that is of no registry, with one holder: the caller.</summary>
    public Task<ModelGeneration<TData, TPrediction>> LoadPackagedAsync(ModelPackage package, CancellationToken cancellationToken) =>
        Task.Run(() => Warm(Generation(package, static () => { }, isPackaged: true)), cancellationToken);

    private ModelGeneration<TData, TPrediction> Generation(ModelPackage package, Action disposed, bool isPackaged = false) =>
        new(package.Manifest, loader.Load(package), maxEngines, disposed) { IsPackaged = isPackaged };

    private static ModelGeneration<TData, TPrediction> Warm(ModelGeneration<TData, TPrediction> generation)
    {
        try
        {
            generation.WarmUp();
            return generation;
        }
        catch
        {
            generation.LetGo();
            throw;
        }
    }

    /// <summary>A caller still waiting at a forgotten slot loads into it unseen: one load too many, never a wrong one.</summary>
    private void Forget(string name, int version, Slot slot) => _slots.TryRemove(new((name, version), slot));

    private sealed class Slot
    {
        public SemaphoreSlim Loading { get; } = new(1, 1);

        public ModelGeneration<TData, TPrediction>? Generation { get; set; }
    }
}
