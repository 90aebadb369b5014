using Microsoft.ML;
using Microsoft.ML.Data;

namespace FunctionsMaaS.Training;

/// <summary>The terms and classes of a corpus: all that a trainer sees of it.</summary>
internal sealed record LabeledTerms(IReadOnlyList<string> Labels, CorpusTerms Terms, int[] Classes)
{
    public int Count => Classes.Length;

    /// <summary>A document as a trainer takes it, equal to what <see cref="TermFeaturizer"/>'s pipeline makes of its text.</summary>
    public TrainingRow Row(int document, Vocabulary vocabulary, float[]? weights)
    {
        var features = vocabulary.FeaturesOf(Terms.Documents[document]);
        var values = new float[features.Length];
        if (weights is null)
            Array.Fill(values, 1);
        else
            WeighToLengthOne(features, weights, values);
        return new() { Features = new(vocabulary.Count, values.Length, values, features), Label = (uint)Classes[document] };
    }

    /// <summary>Rows as an ML.NET trainer takes them, with the label names that its Score column will carry.</summary>
    public IDataView View(MLContext context, IEnumerable<TrainingRow> rows, int features)
    {
        var definition = SchemaDefinition.Create(typeof(TrainingRow));
        definition[TextPipeline.Features].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features);
        // Declared like this, ML.NET takes the values as class indexes from 0, not as its keys from 1.
        definition[TextPipeline.Label].ColumnType = new KeyDataViewType(typeof(uint), Labels.Count);
        var names = new VBuffer<ReadOnlyMemory<char>>(Labels.Count, [.. Labels.Select(label => label.AsMemory())]);
        definition[TextPipeline.Label].AddAnnotation("KeyValues", names, new VectorDataViewType(TextDataViewType.Instance, Labels.Count));
        return context.Data.LoadFromEnumerable(rows, definition);
    }

    private static void WeighToLengthOne(int[] features, float[] weights, float[] values)
    {
        var squares = 0.0;
        for (var i = 0; i < features.Length; i++)
        {
            values[i] = weights[features[i]];
            squares += values[i] * values[i];
        }
        var scale = squares > 0 ? (float)(1 / Math.Sqrt(squares)) : 0;
        for (var i = 0; i < values.Length; i++)
            values[i] *= scale;
    }
}

/// <summary>One document for a trainer.</summary>
internal sealed class TrainingRow
{
    public VBuffer<float> Features { get; set; }

    public uint Label { get; set; }
}
