using FunctionsMaaS.Registry;
using Microsoft.Extensions.Logging;

namespace FunctionsMaaS.Serving;

public sealed partial class PredictionEnginePool<TData, TPrediction>
{
    /// <summary>Loads what nobody has loaded yet: from the registry, or else, where that is allowed, from the package of the program.</summary>
    private async Task<LoadedGeneration<TData, TPrediction>> LoadFirstAsync(PoolEntry<TData, TPrediction> entry, CancellationToken cancellationToken)
    {
        if (_packaged?.StandsInFor(entry.Reference) != true)
            return await LoadAsync(entry, cancellationToken);
        using var patience = new CancellationTokenSource(_options.PackagedModelAfter, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await LoadAsync(entry, either.Token);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            var reason = error is OperationCanceledException ? $"The registry did not answer within {_options.PackagedModelAfter.TotalSeconds:0.###} s." : error.Message;
            return await LoadPackagedAsync(entry.Reference, reason, cancellationToken);
        }
    }

    private async Task<LoadedGeneration<TData, TPrediction>> LoadPackagedAsync(ModelReference reference, string reason, CancellationToken cancellationToken)
    {
        var package = _packaged!.Open();
        var generation = await _versions.LoadPackagedAsync(package, cancellationToken);
        LogPackaged(_logger, reference, package.Manifest.Version, reason);
        return new(generation, ETag: null, DateTimeOffset.MinValue) { Published = Signal, Failure = reason };
    }

    [LoggerMessage(EventId = 1004, Level = LogLevel.Warning, Message = "{Reference} is answered by the model in the package, version {Version}, until the registry can: {Reason}")]
    private static partial void LogPackaged(ILogger logger, ModelReference reference, int? version, string reason);
}
