using Microsoft.ML;

namespace FunctionsMaaS.Cli.Tests;

/// <summary>A text classifier made with ML.NET alone, as its users and Model Builder make them.</summary>
internal static class ForeignModel
{
    private static readonly string[] Words = ["orbit", "rocket", "lunar", "shuttle", "puck", "goalie", "rink", "league"];

    /// <summary>Saves one with the columns Title and Body, of which it reads Body.</summary>
    public static string Save(string path)
    {
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 40).Select(n => new Row
        {
            Title = "",
            Body = string.Join(' ', Enumerable.Range(0, 3).Select(i => Words[((n % 2) * 4) + ((n + i) % 4)])),
            Label = n % 2 == 0 ? "space" : "hockey",
        }));
        var pipeline = ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.Transforms.Text.FeaturizeText("Features", nameof(Row.Body)))
            .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy())
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        ml.Model.Save(pipeline.Fit(rows), rows.Schema, path);
        return path;
    }

    private sealed class Row
    {
        public string Title { get; set; } = "";

        public string Body { get; set; } = "";

        public string Label { get; set; } = "";
    }
}
