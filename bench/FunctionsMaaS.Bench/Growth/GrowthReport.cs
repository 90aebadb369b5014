using System.Globalization;
using System.Text;

namespace FunctionsMaaS.Bench.Growth;

/// <summary>One size varied.</summary>
/// <param name="What">What was varied.</param>
/// <param name="Cost">The cost whose growth counts: <c>fit</c> or <c>score</c>.</param>
/// <param name="Points">From small to large.</param>
internal sealed record GrowthSeries(string What, string Cost, IReadOnlyList<GrowthPoint> Points)
{
    /// <summary>The power of the size that the cost grows with, between the last two points: 1 is linear.</summary>
    public double Exponent
    {
        get
        {
            var (a, b) = (Points[^2], Points[^1]);
            double Of(GrowthPoint point) => Cost == "fit" ? point.FitSeconds : point.ScoreSeconds;
            return Math.Log(Of(b) / Of(a)) / Math.Log((double)b.Size / a.Size);
        }
    }
}

/// <summary>One measurement.</summary>
/// <param name="Size">The size varied.</param>
/// <param name="FitSeconds">Training, texts in memory.</param>
/// <param name="ModelBytes">The payload.</param>
/// <param name="ScoreSeconds">Median of scoring one text.</param>
/// <param name="AllocatedBytes">Bytes allocated by scoring one text, on average.</param>
internal sealed record GrowthPoint(int Size, double FitSeconds, long ModelBytes, double ScoreSeconds, double AllocatedBytes);

/// <summary>The series as Markdown.</summary>
internal static class GrowthReport
{
    public static string ToMarkdown(string recipe, IReadOnlyList<GrowthSeries> series, Machine machine)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Growth

            What the recipe `{recipe}` costs as one size grows and the others stay, on synthetic texts (words by Zipf's law, 1,000 characters a text unless said; no accuracy can be read from them).
            {machine}. Noisy: read the shape, not the figures.

            """);
        foreach (var one in series)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## By {one.What}\n\n| {one.What} | fit, s | model, MB | score one text, us | bytes allocated a text |\n|---:|---:|---:|---:|---:|\n");
            foreach (var point in one.Points)
                text.Append(CultureInfo.InvariantCulture, $"| {point.Size:N0} | {point.FitSeconds:0.00} | {point.ModelBytes / 1e6:0.00} | {point.ScoreSeconds * 1e6:#,0.0} | {point.AllocatedBytes:#,0} |\n");
            text.Append(CultureInfo.InvariantCulture, $"\nBetween the last two points the cost to {one.Cost} grows with the power {one.Exponent:0.00} of it.\n");
        }
        return text.Append("\nRun it with `dotnet run -c Release --project bench/FunctionsMaaS.Bench -- growth`.\n").ToString();
    }
}
