using Microsoft.ML;
using Microsoft.ML.Data;

namespace FunctionsMaaS.Training;

/// <summary>A trained predictor with the features it knows.</summary>
/// <param name="Vocabulary">The terms that are its features.</param>
/// <param name="Weights">What each counts before scaling to length 1, or <see langword="null"/> where only presence matters.</param>
/// <param name="Predictor">From <c>Features</c> to <c>Score</c> and <c>PredictedLabel</c>.</param>
internal sealed record TermClassifier(Vocabulary Vocabulary, float[]? Weights, ITransformer Predictor)
{
    /// <summary>The scores of documents it has not learned from.</summary>
    public float[][] Score(MLContext context, LabeledTerms data, int[] documents)
    {
        var rows = documents.Select(document => data.Row(document, Vocabulary, Weights));
        var scored = Predictor.Transform(data.View(context, rows, Vocabulary.Count));
        var column = scored.Schema["Score"];
        using var cursor = scored.GetRowCursor([column]);
        var getter = cursor.GetGetter<VBuffer<float>>(column);
        var buffer = default(VBuffer<float>);
        var scores = new float[documents.Length][];
        for (var i = 0; cursor.MoveNext(); i++)
        {
            getter(ref buffer);
            scores[i] = [.. buffer.DenseValues()];
        }
        return scores;
    }
}
