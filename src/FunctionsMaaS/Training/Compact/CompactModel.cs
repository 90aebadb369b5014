using FunctionsMaaS.Text;

namespace FunctionsMaaS.Training.Compact;

/// <summary>A model file, ready to score: nothing of it is copied but the labels and biases.</summary>
internal sealed class CompactModel : IExplainableModel
{
    /// <summary>Takes a file whose header, labels and checksum were checked.</summary>
    public CompactModel(ReadOnlyMemory<byte> file, CompactHeader header, string[] labels, float[] biases, ModelSettings settings)
    {
        (File, Layout, Labels, Biases, Settings) = (file, header.Layout, labels, biases, settings);
        Probabilities = header.Probabilities;
        Reader = new NgramReader(header.Settings);
    }

    public IReadOnlyList<string> Labels { get; }

    /// <summary>The whole file.</summary>
    public ReadOnlyMemory<byte> File { get; }

    /// <summary>Where everything is in it.</summary>
    public CompactLayout Layout { get; }

    /// <summary>The bias of each class.</summary>
    public float[] Biases { get; }

    /// <summary>How the model must be used.</summary>
    public ModelSettings Settings { get; }

    /// <summary>How margins become probabilities.</summary>
    public Probabilities Probabilities { get; }

    /// <summary>Reads the n-grams of texts.</summary>
    public NgramReader Reader { get; }

    /// <summary>The table and rows of the file.</summary>
    public CompactTable Table => new(File.Span, Layout);

    public ITextScorer CreateScorer() => new CompactScorer(this);

    public LinearDecomposition Decompose(string text) => new CompactDecomposer(this).Decompose(text);

    public void Dispose()
    {
        // The file is memory of the caller's; there is nothing to give back.
    }
}
