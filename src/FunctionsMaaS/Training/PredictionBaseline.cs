using System.Globalization;

namespace FunctionsMaaS.Training;

/// <summary>
/// What a model answered of texts that it had not learned from, when it was trained: what its answers in service are compared with.
/// Kept among the parameters of the manifest, so that builds that do not know of it read the manifest all the same.
/// </summary>
public sealed record PredictionBaseline
{
    /// <summary>Confidences are counted in so many equal parts of [0, 1].</summary>
    public const int ConfidenceBins = 10;

    /// <summary>Out-of-vocabulary rates are counted in so many equal parts of [0, 1].</summary>
    public const int UnknownBins = 20;

    /// <summary>What the names of its parameters begin with.</summary>
    public const string Prefix = "baseline.";

    private const string LabelsName = Prefix + "labels";
    private const string ConfidenceName = Prefix + "confidence";
    private const string ConfidenceMeanName = Prefix + "confidenceMean";
    private const string UnknownName = Prefix + "outOfVocabulary";
    private const string UnknownMeanName = Prefix + "outOfVocabularyMean";

    /// <summary>How many texts got each label, in the order of the model's labels.</summary>
    public required IReadOnlyList<long> Labels { get; init; }

    /// <summary>How many texts had a confidence (the probability of the label they got) in each of <see cref="ConfidenceBins"/> parts.</summary>
    public required IReadOnlyList<long> Confidence { get; init; }

    /// <summary>The mean confidence, 0 to 1.</summary>
    public required double ConfidenceMean { get; init; }

    /// <summary>How many texts had an out-of-vocabulary rate in each of <see cref="UnknownBins"/> parts; <see langword="null"/> if the model cannot say.</summary>
    public IReadOnlyList<long>? Unknown { get; init; }

    /// <summary>The mean out-of-vocabulary rate, 0 to 1.</summary>
    public double? UnknownMean { get; init; }

    /// <summary>How many texts there were.</summary>
    public int Documents => checked((int)Labels.Sum());

    /// <summary>The part of [0, 1] that <paramref name="share"/> falls into, of <paramref name="bins"/> equal ones; what is outside counts to the nearest.</summary>
    public static int BinOf(double share, int bins) => Math.Clamp((int)(share * bins), 0, bins - 1);

    /// <summary>The baseline in the parameters of a manifest; <see langword="null"/> if there is none or it does not fit the labels.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="labelCount">How many labels the model has.</param>
    public static PredictionBaseline? Of(IReadOnlyDictionary<string, string> parameters, int labelCount)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (Counts(parameters, LabelsName, labelCount) is not { } labels
            || Counts(parameters, ConfidenceName, ConfidenceBins) is not { } confidence
            || Share(parameters, ConfidenceMeanName) is not { } confidenceMean)
            return null;
        var unknownMean = Share(parameters, UnknownMeanName);
        return new()
        {
            Labels = labels,
            Confidence = confidence,
            ConfidenceMean = confidenceMean,
            Unknown = unknownMean is null ? null : Counts(parameters, UnknownName, UnknownBins),
            UnknownMean = unknownMean,
        };
    }

    /// <summary>The baseline as parameters of a manifest.</summary>
    public IEnumerable<KeyValuePair<string, string>> ToParameters()
    {
        yield return new(LabelsName, Text(Labels));
        yield return new(ConfidenceName, Text(Confidence));
        yield return new(ConfidenceMeanName, Text(ConfidenceMean));
        if (Unknown is null || UnknownMean is not { } mean)
            yield break;
        yield return new(UnknownName, Text(Unknown));
        yield return new(UnknownMeanName, Text(mean));
    }

    /// <summary>Leaves out what is no longer true of a model that lost n-grams: the out-of-vocabulary rate.</summary>
    internal static void ForgetVocabulary(Dictionary<string, string> parameters)
    {
        parameters.Remove(UnknownName);
        parameters.Remove(UnknownMeanName);
    }

    private static string Text(IReadOnlyList<long> counts) => string.Join(' ', counts.Select(c => c.ToString(CultureInfo.InvariantCulture)));

    private static string Text(double share) => share.ToString("0.######", CultureInfo.InvariantCulture);

    private static long[]? Counts(IReadOnlyDictionary<string, string> parameters, string name, int length)
    {
        if (!parameters.TryGetValue(name, out var text))
            return null;
        var parts = text.Split(' ');
        var counts = new long[length];
        for (var i = 0; i < length; i++)
        {
            if (parts.Length != length || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                return null;
            counts[i] = count;
        }

        return counts.Sum() is > 0 and <= int.MaxValue ? counts : null;
    }

    private static double? Share(IReadOnlyDictionary<string, string> parameters, string name) =>
        parameters.TryGetValue(name, out var text)
        && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1
            ? share
            : null;
}
