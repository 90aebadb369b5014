using Microsoft.ML;
using Microsoft.ML.Data;

namespace FunctionsMaaS.Training;

/// <summary>Saves a pipeline as a zip that plain ML.NET loads: <c>Text</c> in, <c>PredictedLabel</c> (the label itself) and <c>Score</c> out.</summary>
internal static class MlNetPayload
{
    public static ReadOnlyMemory<byte> Save(MLContext context, IReadOnlyList<ITransformer> featurizer, ITransformer predictor)
    {
        var input = context.Data.LoadFromEnumerable<TextInput>([]);
        var scored = new TransformerChain<ITransformer>([.. featurizer, predictor]);
        var labels = context.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(scored.Transform(input));
        var model = new TransformerChain<ITransformer>([.. featurizer, predictor, labels]);
        using var zip = new MemoryStream();
        context.Model.Save(model, input.Schema, zip);
        return CanonicalZip.Rewrite(zip);
    }
}
