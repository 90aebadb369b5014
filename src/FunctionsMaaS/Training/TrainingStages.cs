namespace FunctionsMaaS.Training;

/// <summary>Tells how far a run is and stops it between stages when cancelled. Thread-safe; fractions never fall.</summary>
internal sealed class TrainingStages(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
{
    private readonly Lock _lock = new();
    private double _fraction;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Begins a stage at a fraction of the whole run.</summary>
    public void Begin(string stage, double fraction) => Report(stage, fraction, isStep: false);

    /// <summary>Ends a step that is worth a fraction of the whole run.</summary>
    public void Advance(string stage, double by) => Report(stage, by, isStep: true);

    private void Report(string stage, double amount, bool isStep)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            _fraction = Math.Min(1, isStep ? _fraction + amount : Math.Max(_fraction, amount));
            progress?.Report(new(stage, _fraction));
        }
    }
}
