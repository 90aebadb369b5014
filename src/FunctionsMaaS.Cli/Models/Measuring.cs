using FunctionsMaaS.Data;
using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Retraining;
using FunctionsMaaS.Training;

namespace FunctionsMaaS.Cli.Models;

/// <summary>An evaluation as one stage of a run that shows its progress.</summary>
internal sealed class Measuring : IProgress<double>
{
    private readonly IProgress<TrainingProgress> _run;
    private readonly string _stage;

    private Measuring(IProgress<TrainingProgress> run, string stage) => (_run, _stage) = (run, stage);

    /// <summary>Measures a model on texts whose labels it knows.</summary>
    /// <exception cref="DatasetException">There are others among them.</exception>
    public static EvaluationResult Evaluate(
        ModelPackage package, Dataset dataset, IReadOnlyList<IModelFormat> formats, IProgress<TrainingProgress> run, CancellationToken cancellationToken)
    {
        using var model = package.Open(formats);
        return Evaluator.Evaluate(model, dataset, new Measuring(run, $"measuring on {dataset.Examples.Count} texts"), cancellationToken);
    }

    /// <summary>Measures a model where it counts as wrong, and is no fault, that it does not know a label: as when it is compared with another.</summary>
    public static EvaluationResult EvaluateLeniently(
        ITextModel model, string name, Dataset dataset, IProgress<TrainingProgress> run, CancellationToken cancellationToken) =>
        Evaluator.Evaluate(
            new ModelWithMoreLabels(model, dataset.Labels), dataset, new Measuring(run, $"measuring {name} on {dataset.Examples.Count} texts"), cancellationToken);

    /// <summary>Reads the examples to measure on: the test part if there is one.</summary>
    public static async Task<(Dataset Dataset, bool IsTestPart)> ReadAsync(string path, IProgress<TrainingProgress> run, CancellationToken cancellationToken)
    {
        run.Report(new($"reading {path}", 0));
        var parts = await new FileDatasetSource(path).ReadAsync(cancellationToken);
        return (parts.Test ?? parts.Train, parts.Test is not null);
    }

    void IProgress<double>.Report(double value) => _run.Report(new(_stage, value));
}
