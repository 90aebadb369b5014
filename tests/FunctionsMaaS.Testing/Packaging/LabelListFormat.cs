using System.Text;
using FunctionsMaaS.Training;

namespace FunctionsMaaS.Testing.Packaging;

/// <summary>
/// The smallest model there is: its payload is its labels, one a line, and it gives all of probability to the first label that occurs
/// in the text, or an equal share to each. Stands in for real formats where the format is not what is tested.
/// </summary>
public sealed class LabelListFormat : IModelFormat
{
    public const string FormatName = "label-list";

    public string Name => FormatName;

    public string FileName => "model.bin";

    /// <summary>How many of the models loaded were not disposed yet.</summary>
    public int Alive => _alive;

    private int _alive;

    public static byte[] Payload(params string[] labels) => Encoding.UTF8.GetBytes(string.Join('\n', labels));

    public ITextModel Load(ReadOnlyMemory<byte> payload, ModelSettings settings)
    {
        var labels = Encoding.UTF8.GetString(payload.Span).Split('\n');
        if (labels.Length < 2)
            throw new InvalidDataException($"{labels.Length} label was found, 2 are needed.");
        Interlocked.Increment(ref _alive);
        return new Model(this, labels);
    }

    private sealed class Model(LabelListFormat format, string[] labels) : ITextModel
    {
        private int _disposed;

        public IReadOnlyList<string> Labels => labels;

        public ITextScorer CreateScorer() => new Scorer(labels);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
                Interlocked.Decrement(ref format._alive);
        }
    }

    private sealed class Scorer(string[] labels) : ITextScorer
    {
        public void Score(string text, Span<float> probabilities)
        {
            if (probabilities.Length != labels.Length)
                throw new ArgumentException("As many probabilities as labels are needed.", nameof(probabilities));
            var found = Array.FindIndex(labels, label => text.Contains(label, StringComparison.Ordinal));
            probabilities.Fill(found < 0 ? 1f / labels.Length : 0f);
            if (found >= 0)
                probabilities[found] = 1f;
        }

        public void Dispose() { }
    }
}
