using FunctionsMaaS.Data;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Retraining.Feedback;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Retraining;

/// <summary>Collects what a run learns from: the dataset as it is now, and the feedback that came in.</summary>
internal sealed class TrainingSetCollector(
    IDatasetSource source, FeedbackStore feedback, IOptions<MaasOptions> maas, IOptions<RetrainingOptions> options, ILogger logger)
{
    private readonly string _model = maas.Value.Model;
    private readonly RetrainingOptions _options = options.Value;

    public string Description => source.Description;

    /// <exception cref="DatasetException">The dataset cannot be used.</exception>
    /// <exception cref="RegistryUnavailableException">The feedback cannot be read.</exception>
    public async Task<TrainingSet> CollectAsync(CancellationToken cancellationToken)
    {
        var given = await source.ReadAsync(cancellationToken);
        var (train, heldOut) = Divide(given);
        if (_options.FeedbackShare == 0)
            return new(train, heldOut, null);
        var measuredOn = heldOut.Examples.Select(e => TextKey.Of(e.Text)).ToHashSet();
        // A text that came to the dataset later would be held out then, and must not have been learned from by the champion of that day.
        var selection = new FeedbackSelection(
            train,
            example => measuredOn.Contains(TextKey.Of(example.Text)) || (given.Test is null && HeldOutSplit.HoldsOut(example.Text, _options.HeldOut)),
            _options);
        var (grown, use) = selection.Add(await FeedbackAsync(cancellationToken));
        if (use.Stored > 0)
            logger.FeedbackUsed(_model, use.Stored, use.Used, use.Quarantined);
        return new(grown, heldOut, use);
    }

    private (Dataset Train, Dataset HeldOut) Divide(DatasetParts parts)
    {
        parts.Train.EnsureTrainable();
        parts = DatasetDuplicates.DropFromTest(parts.Test is null ? HeldOutSplit.Of(parts.Train, _options.HeldOut) : parts).EnsureTestLabelsAreTrained();
        return parts.Test is { Examples.Count: > 0 } heldOut
            ? (parts.Train, heldOut)
            : throw new DatasetException($"'{parts.Train.Name}' leaves no text to compare champion and challenger on: give it more examples, or a test part.");
    }

    private async Task<IReadOnlyList<FeedbackEntry>> FeedbackAsync(CancellationToken cancellationToken)
    {
        var entries = new List<FeedbackEntry>();
        await foreach (var entry in feedback.ReadFeedbackAsync(_model, cancellationToken: cancellationToken))
            entries.Add(entry);
        return entries;
    }
}
