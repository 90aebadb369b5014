namespace FunctionsMaaS.Training;

/// <summary>Counts the answers to held-out texts into a <see cref="PredictionBaseline"/>. The order of the texts does not matter.</summary>
/// <param name="labelCount">How many labels the model has.</param>
internal sealed class PredictionBaselineBuilder(int labelCount)
{
    private readonly long[] _labels = new long[labelCount];
    private readonly long[] _confidence = new long[PredictionBaseline.ConfidenceBins];
    private readonly long[] _unknown = new long[PredictionBaseline.UnknownBins];
    private double _confidenceSum;
    private double _unknownSum;

    /// <summary>Counts one text.</summary>
    /// <param name="probabilities">The calibrated probability of each class.</param>
    /// <param name="unknownShare">Its out-of-vocabulary rate, if the model can say.</param>
    public void Add(ReadOnlySpan<float> probabilities, double? unknownShare)
    {
        var label = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(probabilities);
        _labels[label]++;
        _confidence[PredictionBaseline.BinOf(probabilities[label], _confidence.Length)]++;
        _confidenceSum += probabilities[label];
        if (unknownShare is not { } share)
            return;
        _unknown[PredictionBaseline.BinOf(share, _unknown.Length)]++;
        _unknownSum += share;
    }

    /// <summary>The baseline; <see langword="null"/> if nothing was counted.</summary>
    public PredictionBaseline? Build()
    {
        var (documents, measured) = (_labels.Sum(), _unknown.Sum());
        return documents == 0 ? null : new()
        {
            Labels = _labels,
            Confidence = _confidence,
            ConfidenceMean = _confidenceSum / documents,
            Unknown = measured == 0 ? null : _unknown,
            UnknownMean = measured == 0 ? null : _unknownSum / measured,
        };
    }
}
