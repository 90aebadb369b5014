using System.Text;
using FunctionsMaaS.Training;

namespace FunctionsMaaS.Testing.Http.Privacy;

/// <summary>A model that does something with every text it scores: throws it, as a careless library might, or tells it, to prove that this would be found.</summary>
public sealed class TattlingFormat : IModelFormat
{
    public string Name => "tattling";

    public string FileName => "model.bin";

    /// <summary>What is done with a text.</summary>
    public Action<string> OnText { get; set; } = static _ => { };

    public ITextModel Load(ReadOnlyMemory<byte> payload, ModelSettings settings) => new Model(this, Encoding.UTF8.GetString(payload.Span).Split(','));

    private sealed class Model(TattlingFormat format, string[] labels) : ITextModel
    {
        public IReadOnlyList<string> Labels => labels;

        public ITextScorer CreateScorer() => new Scorer(format);

        public void Dispose()
        {
        }
    }

    private sealed class Scorer(TattlingFormat format) : ITextScorer
    {
        public void Score(string text, Span<float> probabilities)
        {
            format.OnText(text);
            probabilities.Fill(1f / probabilities.Length);
        }

        public void Dispose()
        {
        }
    }
}
