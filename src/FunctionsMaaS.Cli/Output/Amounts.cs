using System.Globalization;
using FunctionsMaaS.Http.Cards;

namespace FunctionsMaaS.Cli.Output;

/// <summary>Numbers as people read them, the same in every locale.</summary>
internal static class Amounts
{
    /// <summary>The figures of a manifest that are shown, in this order, with their names for people.</summary>
    public static readonly IReadOnlyList<(string Key, string Name)> KnownMetrics =
        [("accuracy", "accuracy"), ("macroF1", "macro F1"), ("logLoss", "log loss"), ("ece", "ECE")];

    /// <summary><c>1,204 texts</c>, <c>1 text</c>.</summary>
    public static string Of(int count, string noun) => CardFigures.Of(count, noun);

    public static string Count(long count) => CardFigures.Count(count);

    /// <summary>A rate, with the four decimals that tell two models apart; nothing for none.</summary>
    public static string Rate(double? rate) => CardFigures.Rate(rate);

    public static string SignedRate(double rate) => rate.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);

    public static string Share(double share) => CardFigures.Percent(share);

    public static string Seconds(double seconds) => seconds < 60
        ? seconds.ToString("0.0 s", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60} min {(int)seconds % 60} s");

    public static string Bytes(long bytes) => bytes switch
    {
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => (bytes / 1e3).ToString("0.0 'kB'", CultureInfo.InvariantCulture),
        < 1_000_000_000 => (bytes / 1e6).ToString("0.0 'MB'", CultureInfo.InvariantCulture),
        _ => (bytes / 1e9).ToString("0.0 'GB'", CultureInfo.InvariantCulture),
    };

    public static string Time(DateTimeOffset time) => CardFigures.Time(time);

    /// <summary>The beginning of a digest: enough to see that two differ.</summary>
    public static string Digest(string digest) => digest[..Math.Min(digest.Length, "sha256:".Length + 12)];

    /// <summary><c>accuracy 0.8512, macro F1 0.8460, ...</c></summary>
    public static string Metrics(IReadOnlyDictionary<string, double> metrics) =>
        string.Join(", ", KnownMetrics.Where(m => metrics.ContainsKey(m.Key)).Select(m => $"{m.Name} {Rate(metrics[m.Key])}"));
}
