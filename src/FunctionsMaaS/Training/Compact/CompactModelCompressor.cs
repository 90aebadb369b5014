using System.Globalization;
using System.Text;

namespace FunctionsMaaS.Training.Compact;

/// <summary>Makes compact models smaller by leaving out n-grams and bits of weights. Deterministic and thread-safe.</summary>
public static class CompactModelCompressor
{
    /// <summary>Compresses a payload of the format <c>compact-linear</c>.</summary>
    /// <param name="payload">The model file.</param>
    /// <param name="options">What to leave out.</param>
    /// <exception cref="InvalidDataException">The payload is damaged or of another format.</exception>
    /// <exception cref="ArgumentException">An option is out of its range, or no model with these labels fits into the target.</exception>
    public static CompressedModel Compress(ReadOnlyMemory<byte> payload, CompressionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        EnsureRanges(options);
        var parameters = CompactModelReader.Read(CompactModelFormat.Open(payload, new()));
        var importances = FeaturePruning.Importances(parameters.Weights, parameters.Idf);
        var limit = Math.Min((int)Math.Ceiling(parameters.Keys.Length * (1 - options.Fraction)), Fitting(parameters, options));
        var kept = AboveThreshold(parameters, FeaturePruning.Largest(importances, limit), options.Threshold);
        return new(CompactWriter.Write(Keep(parameters, kept), options.Bits), new Dictionary<string, string>
        {
            ["bits"] = options.Bits.ToString(CultureInfo.InvariantCulture),
            ["features"] = kept.Length.ToString(CultureInfo.InvariantCulture),
            ["prunedFeatures"] = (parameters.Keys.Length - kept.Length).ToString(CultureInfo.InvariantCulture),
        });
    }

    private static void EnsureRanges(CompressionOptions options)
    {
        if (options.Bits is not (8 or 16 or 32))
            throw new ArgumentException($"Weights of {options.Bits} bits are not possible: 8, 16 and 32 are.", nameof(options));
        if (options.TargetBytes is <= 0)
            throw new ArgumentException($"A target of {options.TargetBytes} bytes is not possible: it must be above 0.", nameof(options));
        if (options.Fraction is not (>= 0 and < 1))
            throw new ArgumentException($"A share of {options.Fraction} of the n-grams cannot be left out: 0 to below 1 can.", nameof(options));
        if (options.Threshold is not (>= 0 and <= 1))
            throw new ArgumentException($"{options.Threshold} is not a threshold: 0 to 1 are.", nameof(options));
    }

    private static int[] AboveThreshold(CompactParameters parameters, int[] rows, double threshold)
    {
        if (threshold == 0)
            return rows;
        var classes = parameters.Labels.Count;
        var spreads = Array.ConvertAll(rows, row => FeaturePruning.Spread(parameters.Weights.AsSpan(row * classes, classes)));
        var least = threshold * spreads.DefaultIfEmpty().Max();
        return [.. rows.Where((_, i) => spreads[i] >= least)];
    }

    private static int Fitting(CompactParameters parameters, CompressionOptions options)
    {
        if (options.TargetBytes is not { } target)
            return parameters.Keys.Length;
        var labelBytes = parameters.Labels.Sum(Encoding.UTF8.GetByteCount);
        CompactLayout Of(int rows) => new(parameters.Labels.Count, rows, options.Bits, labelBytes);
        if (Of(0).Length > target)
            throw new ArgumentException($"A target of {target} bytes is not possible: the labels and biases alone need {Of(0).Length}.", nameof(options));
        var (fits, most) = (0, parameters.Keys.Length);
        while (fits < most)
        {
            var middle = (int)(((long)fits + most + 1) / 2);
            (fits, most) = Of(middle).Length <= target ? (middle, most) : (fits, middle - 1);
        }
        return fits;
    }

    private static CompactParameters Keep(CompactParameters parameters, int[] rows)
    {
        var classes = parameters.Labels.Count;
        var weights = new float[rows.Length * classes];
        for (var i = 0; i < rows.Length; i++)
            parameters.Weights.AsSpan(rows[i] * classes, classes).CopyTo(weights.AsSpan(i * classes));
        return parameters with
        {
            Keys = Array.ConvertAll(rows, row => parameters.Keys[row]),
            Idf = Array.ConvertAll(rows, row => parameters.Idf[row]),
            Weights = weights,
        };
    }
}
