using Microsoft.ML;

namespace FunctionsMaaS.Training;

/// <summary>A seeded ML.NET environment, for one thing at a time: two fits in one would draw its random numbers in the order of their threads.</summary>
internal sealed class MlNetSession(int seed, CancellationToken cancellationToken)
{
    public MLContext Context { get; } = new(seed);

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Rows that end the trainer reading them when the run is cancelled.</summary>
    public ObservedRows Observe(TrainingRow[] rows, int repeats = 1) => new(rows, repeats, cancellationToken.ThrowIfCancellationRequested);

    /// <summary>Runs a step; whatever ML.NET makes of a cancelled read becomes one <see cref="OperationCanceledException"/>.</summary>
    public T Run<T>(Func<MlNetSession, T> step)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return step(this);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is not OperationCanceledException)
        {
            throw new OperationCanceledException("The training was cancelled.", e, cancellationToken);
        }
    }
}
