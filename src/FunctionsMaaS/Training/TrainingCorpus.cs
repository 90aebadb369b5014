using FunctionsMaaS.Data;

namespace FunctionsMaaS.Training;

/// <summary>
/// A dataset ready to learn from: stripped, in an order that depends on its content and the seed alone. Shuffled, because SDCA on
/// texts sorted by class takes ten times as long.
/// </summary>
internal sealed record TrainingCorpus(IReadOnlyList<string> Labels, string[] Texts, int[] Classes)
{
    public int Count => Texts.Length;

    /// <summary>The texts before anything was stripped from them, in the order of <see cref="Texts"/>.</summary>
    public required IReadOnlyList<string> Originals { get; init; }

    /// <exception cref="DatasetException">There are fewer than two labels.</exception>
    public static TrainingCorpus From(Dataset dataset, TrainingOptions options, CancellationToken cancellationToken)
    {
        if (dataset.Labels.Count < 2)
        {
            var found = dataset.Labels.Count == 0 ? "no examples" : $"only the label '{Printable.Quote(dataset.Labels[0])}'";
            throw new DatasetException($"The dataset '{Printable.Quote(dataset.Name)}' has {found}: at least 2 labels are needed to learn the difference.");
        }
        var examples = InCanonicalOrder(dataset);
        new Random(options.Seed).Shuffle(examples);
        var classes = dataset.Labels.Select((label, index) => (label, index)).ToDictionary(l => l.label, l => l.index, StringComparer.Ordinal);
        var texts = new string[examples.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            texts[i] = MessageStripper.Strip(examples[i].Text, options.Strip);
        }
        return new(dataset.Labels, texts, Array.ConvertAll(examples, e => classes[e.Label])) { Originals = Array.ConvertAll(examples, e => e.Text) };
    }

    private static LabeledText[] InCanonicalOrder(Dataset dataset)
    {
        byte[][] digests = [.. dataset.ExampleDigests];
        LabeledText[] ordered = [.. dataset.Examples];
        Array.Sort(digests, ordered, Comparer<byte[]>.Create(static (a, b) => a.AsSpan().SequenceCompareTo(b)));
        return ordered;
    }
}
