using Microsoft.ML;
using Microsoft.ML.Data;

namespace FunctionsMaaS.Training;

/// <summary>How a loaded ML.NET model is a text classifier: which column takes the text, which gives the scores, and what they are scores of.</summary>
internal sealed record MlNetClassifier
{
    /// <summary>Column names that promise the text, should several columns be text.</summary>
    private static readonly string[] TextNames = ["Text", "Message", "Content", "Sentence", "SentimentText", "Comment", "Body", "Review", "Description"];

    private static readonly string[] BinaryLabels = ["False", "True"];

    public required IRowToRowMapper Mapper { get; init; }

    public required DataViewSchema.Column Text { get; init; }

    /// <summary>A vector with one number a label, or one number: the margin, or the probability, of the second label.</summary>
    public required DataViewSchema.Column Score { get; init; }

    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Whether one number is for both labels.</summary>
    public bool IsBinary => Score.Type is not VectorDataViewType;

    /// <summary>Whether a binary score is a calibrated probability.</summary>
    public required bool IsProbability { get; init; }

    /// <exception cref="InvalidDataException">It is no text classifier; the message says what was found and what is needed.</exception>
    public static MlNetClassifier Find(ITransformer transformer, DataViewSchema schema, string? textColumn)
    {
        var mapper = MapperOf(transformer, schema);
        var (score, labels) = FindScore(mapper.OutputSchema);
        var isProbability = false;
        if (score.Type is NumberDataViewType && mapper.OutputSchema.GetColumnOrNull("Probability") is { } probability && probability.Type == NumberDataViewType.Single)
            (score, isProbability) = (probability, true);
        return new() { Mapper = mapper, Score = score, Labels = labels, IsProbability = isProbability, Text = FindText(mapper, score, textColumn) };
    }

    private static IRowToRowMapper MapperOf(ITransformer transformer, DataViewSchema schema)
    {
        if (!transformer.IsRowToRowMapper)
            throw new InvalidDataException("The ML.NET model filters, adds or reorders rows: a classifier answers each text by itself.");
        try
        {
            return transformer.GetRowToRowMapper(schema);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InvalidDataException($"The ML.NET model does not fit the input schema it was saved with ({e.Message})", e);
        }
    }

    private static (DataViewSchema.Column Score, IReadOnlyList<string> Labels) FindScore(DataViewSchema schema)
    {
        if (schema.GetColumnOrNull("Score") is not { } score)
            throw new InvalidDataException($"The ML.NET model has no Score column, so it is no classifier; its columns are {List(schema)}.");
        var kind = ColumnAnnotations.Text(score, "ScoreColumnKind");
        if (score.Type is VectorDataViewType { Size: >= 2 } vector && vector.ItemType == NumberDataViewType.Single && kind is null or "MulticlassClassification")
            return (score, MulticlassLabels(schema, score, vector.Size));
        if (score.Type == NumberDataViewType.Single && kind is null or "BinaryClassification" && schema.GetColumnOrNull("PredictedLabel") is { } predicted)
            return (score, ColumnAnnotations.KeyValues(predicted) ?? ColumnAnnotations.Values(score, "TrainingLabelValues") ?? BinaryLabels);
        throw new InvalidDataException($"The ML.NET model is no classifier: its Score is {score.Type} of kind {kind ?? "unknown"}; needed is a multiclass or binary classification.");
    }

    private static IReadOnlyList<string> MulticlassLabels(DataViewSchema schema, DataViewSchema.Column score, int count)
    {
        var labels = ColumnAnnotations.Values(score, "SlotNames")
            ?? ColumnAnnotations.Values(score, "TrainingLabelValues")
            ?? (schema.GetColumnOrNull("PredictedLabel") is { } predicted ? ColumnAnnotations.KeyValues(predicted) : null);
        if (labels is null || labels.Count != count)
            throw new InvalidDataException($"The ML.NET model has {count} classes but names none of them: train it on a label made by MapValueToKey.");
        return labels.Distinct(StringComparer.Ordinal).Count() == count && !labels.Any(string.IsNullOrWhiteSpace)
            ? labels
            : throw new InvalidDataException("The ML.NET model has classes with the same name or with none.");
    }

    /// <summary>The text column among those the score depends on; the label a model was trained on is none of these.</summary>
    private static DataViewSchema.Column FindText(IRowToRowMapper mapper, DataViewSchema.Column score, string? name)
    {
        DataViewSchema.Column[] texts = [.. mapper.GetDependencies([score]).Where(c => c.Type is TextDataViewType).DistinctBy(c => c.Name).OrderBy(c => c.Index)];
        if (name is not null)
            return texts.FirstOrNull(c => c.Name == name) ?? throw new InvalidDataException($"'{Printable.Quote(name)}' is no text column that the ML.NET model reads; those are: {List(texts)}.");
        if (texts.Length == 0)
            throw new InvalidDataException($"The ML.NET model reads no text column; its input columns are {List(mapper.InputSchema)}.");
        if (texts.Length == 1)
            return texts[0];
        return TextNames.Select(wanted => texts.FirstOrNull(c => c.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(c => c is not null)
            ?? throw new InvalidDataException($"The ML.NET model reads several text columns, {List(texts)}: choose one.");
    }

    private static string List(IEnumerable<DataViewSchema.Column> columns) =>
        string.Join(", ", columns.Where(c => !c.IsHidden).Select(c => $"'{Printable.Quote(c.Name)}' ({c.Type})"));
}
