using Microsoft.ML;
using Microsoft.ML.Data;

namespace FunctionsMaaS.Tests.Training;

/// <summary>Zips as users of plain ML.NET save them, trained on a few texts.</summary>
internal static class ForeignModels
{
    private static readonly Mail[] Mails =
    [
        .. Enumerable.Range(0, 8).SelectMany(i => new Mail[]
        {
            new() { Headline = "offer", Story = $"win a free prize today number {i}", Folder = "spam", IsSpam = true, Stars = 1, Length = 20 + i, Number = 0 },
            new() { Headline = "plan", Story = $"the meeting moved to room {i} at noon", Folder = "work", IsSpam = false, Stars = 3, Length = 30 + i, Number = 1 },
            new() { Headline = "home", Story = $"dinner with the family on day {i}", Folder = "private", IsSpam = false, Stars = 5, Length = 25 + i, Number = 2 },
        }),
    ];

    public static MLContext Context { get; } = new(1);

    public static IDataView Data { get; } = Context.Data.LoadFromEnumerable(Mails);

    /// <summary>Story to folder, with probabilities for scores.</summary>
    public static byte[] Folders { get; } = Multiclass();

    public static byte[] Multiclass(IEstimator<ITransformer>? trainer = null, string label = nameof(Mail.Folder)) =>
        Save(Context.Transforms.Conversion.MapValueToKey("Label", label)
            .Append(Context.Transforms.Text.FeaturizeText("Features", nameof(Mail.Story)))
            .Append(trainer ?? Context.MulticlassClassification.Trainers.LbfgsMaximumEntropy())
            .Append(Context.Transforms.Conversion.MapKeyToValue("PredictedLabel")));

    public static byte[] Binary(IEstimator<ITransformer> trainer) =>
        Save(Context.Transforms.Text.FeaturizeText("Features", nameof(Mail.Story)).Append(trainer));

    /// <summary>Reads two text columns, under the given names.</summary>
    public static byte[] TwoTexts(string first, string second)
    {
        var data = Context.Data.LoadFromEnumerable(Mails, Renamed(first, second));
        return Save(Context.Transforms.Conversion.MapValueToKey("Label", nameof(Mail.Folder))
            .Append(Context.Transforms.Text.FeaturizeText("A", first))
            .Append(Context.Transforms.Text.FeaturizeText("B", second))
            .Append(Context.Transforms.Concatenate("Features", "A", "B"))
            .Append(Context.MulticlassClassification.Trainers.LbfgsMaximumEntropy()), data);
    }

    public static byte[] Save(IEstimator<ITransformer> pipeline, IDataView? data = null, bool withSchema = true)
    {
        data ??= Data;
        using var zip = new MemoryStream();
        Context.Model.Save(pipeline.Fit(data), withSchema ? data.Schema : null, zip);
        return zip.ToArray();
    }

    private static SchemaDefinition Renamed(string first, string second)
    {
        var definition = SchemaDefinition.Create(typeof(Mail));
        SchemaDefinition.Column headline = definition[nameof(Mail.Headline)], story = definition[nameof(Mail.Story)];
        headline.ColumnName = first;
        story.ColumnName = second;
        return definition;
    }

    public sealed class Mail
    {
        public string Headline { get; set; } = "";

        public string Story { get; set; } = "";

        public string Folder { get; set; } = "";

        public bool IsSpam { get; set; }

        public int Stars { get; set; }

        public float Length { get; set; }

        /// <summary>A class by number: a key whose values have no names.</summary>
        [KeyType(3)]
        public uint Number { get; set; }
    }

    public sealed class Answer
    {
        public float[] Score { get; set; } = [];
    }
}
