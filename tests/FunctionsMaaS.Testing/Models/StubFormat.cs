using System.Text;
using FunctionsMaaS.Training;

namespace FunctionsMaaS.Testing.Models;

/// <summary>
/// A format whose payload says how its model behaves, so that tests of serving need no training: <c>label,label,...</c>, the first of
/// which every text gets, or a fault: <c>!damaged</c>, <c>!no-probabilities</c>. Counts what is loaded and what is still alive.
/// </summary>
public sealed class StubFormat : IModelFormat
{
    private int _loads;
    private int _alive;

    public string Name => "stub";

    public string FileName => "model.bin";

    /// <summary>Whether a model whose first label is this fails to score; asked at every text.</summary>
    public Func<string, bool> Fails { get; set; } = _ => false;

    public int Loads => Volatile.Read(ref _loads);

    public int Alive => Volatile.Read(ref _alive);

    public static ReadOnlyMemory<byte> Payload(params string[] labels) => Encoding.UTF8.GetBytes(string.Join(',', labels));

    public ITextModel Load(ReadOnlyMemory<byte> payload, ModelSettings settings)
    {
        var text = Encoding.UTF8.GetString(payload.Span);
        if (text == "!damaged")
            throw new InvalidDataException("it is damaged");
        Interlocked.Increment(ref _loads);
        Interlocked.Increment(ref _alive);
        return text == "!no-probabilities" ? new Model(this, ["a", "b"], 7f) : new Model(this, text.Split(','), 0.9f);
    }

    private sealed class Model(StubFormat format, string[] labels, float score) : ITextModel
    {
        private int _disposed;

        public IReadOnlyList<string> Labels => labels;

        public ITextScorer CreateScorer() => new Scorer(this, labels.Length, score);

        public bool Fails => format.Fails(labels[0]);

        public bool IsDisposed => Volatile.Read(ref _disposed) != 0;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
                Interlocked.Decrement(ref format._alive);
        }
    }

    private sealed class Scorer(Model model, int labels, float score) : ITextScorer
    {
        public void Score(string text, Span<float> probabilities)
        {
            ObjectDisposedException.ThrowIf(model.IsDisposed, model);
            if (model.Fails)
                throw new InvalidOperationException("The model fails as the test says.");
            probabilities.Fill((1 - score) / (labels - 1));
            probabilities[0] = score;
        }

        public void Dispose()
        {
        }
    }
}
