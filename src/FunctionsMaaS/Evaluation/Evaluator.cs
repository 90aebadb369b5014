using FunctionsMaaS.Data;
using FunctionsMaaS.Training;

namespace FunctionsMaaS.Evaluation;

/// <summary>Measures a model on a dataset. Stateless and thread-safe.</summary>
public static class Evaluator
{
    private const int ChunkSize = 64;

    /// <summary>Scores every example, on all cores, and computes the figures.</summary>
    /// <param name="model">The model; each thread makes a scorer of its own.</param>
    /// <param name="dataset">Examples the model has not learned from. Labels of the model that it lacks have support 0.</param>
    /// <param name="progress">Told the share done, 0 to 1, in rising order.</param>
    /// <param name="cancellationToken">Cancels between documents.</param>
    /// <exception cref="DatasetException">The dataset is empty, or has labels the model does not know; the message lists them.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static EvaluationResult Evaluate(ITextModel model, Dataset dataset, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(dataset);
        var indexes = IndexLabels(model, dataset);
        var examples = dataset.Examples;
        var outcomes = new PredictionOutcome[examples.Count];
        var meter = new ProgressMeter(progress, outcomes.Length);
        var chunks = (outcomes.Length + ChunkSize - 1) / ChunkSize;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        try
        {
            Parallel.For(0, chunks, options, () => new Worker(model), (chunk, _, worker) =>
            {
                var end = Math.Min(outcomes.Length, (chunk + 1) * ChunkSize);
                for (var i = chunk * ChunkSize; i < end; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    outcomes[i] = worker.Score(examples[i].Text, indexes[examples[i].Label]);
                }
                meter.Add(end - (chunk * ChunkSize));
                return worker;
            }, worker => worker.Dispose());
        }
        catch (AggregateException e) when (e.InnerExceptions.All(inner => inner is OperationCanceledException))
        {
            throw new OperationCanceledException(cancellationToken);
        }
        return new(ClassificationMetrics.Compute(model.Labels, outcomes), outcomes);
    }

    private static Dictionary<string, int> IndexLabels(ITextModel model, Dataset dataset)
    {
        if (dataset.Examples.Count == 0)
            throw new DatasetException($"The dataset '{Printable.Quote(dataset.Name)}' is empty: there is nothing to measure on.");
        var indexes = model.Labels.Select((label, index) => (label, index)).ToDictionary(l => l.label, l => l.index, StringComparer.Ordinal);
        string[] unknown = [.. dataset.Labels.Where(label => !indexes.ContainsKey(label))];
        return unknown.Length == 0
            ? indexes
            : throw new DatasetException(
                $"The dataset '{Printable.Quote(dataset.Name)}' has labels that the model does not know: {UnknownLabels.List(unknown)}. " +
                $"Known are: {UnknownLabels.List(model.Labels)}.");
    }

    /// <summary>One thread's scorer and buffer.</summary>
    private sealed class Worker(ITextModel model) : IDisposable
    {
        private readonly ITextScorer _scorer = model.CreateScorer();
        private readonly float[] _probabilities = new float[model.Labels.Count];

        public PredictionOutcome Score(string text, int truth)
        {
            _scorer.Score(text, _probabilities);
            return PredictionOutcome.Of(truth, _probabilities);
        }

        public void Dispose() => _scorer.Dispose();
    }

    /// <summary>Adds up what the threads have done and reports it in order.</summary>
    private sealed class ProgressMeter(IProgress<double>? progress, int total)
    {
        private readonly Lock _lock = new();
        private int _done;

        public void Add(int count)
        {
            if (progress is null)
                return;
            lock (_lock)
            {
                _done += count;
                progress.Report((double)_done / total);
            }
        }
    }
}
