using System.Runtime.ExceptionServices;

namespace FunctionsMaaS.Training;

internal static class ParallelLoop
{
    /// <summary>Runs a parallel loop so that it fails as a plain one would: with its first failure itself, or as cancelled.</summary>
    public static void Run(Action loop, CancellationToken cancellationToken)
    {
        try
        {
            loop();
        }
        catch (AggregateException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
        }
    }
}
