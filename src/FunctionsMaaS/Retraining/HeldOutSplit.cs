using System.Buffers.Binary;
using System.Security.Cryptography;
using FunctionsMaaS.Data;

namespace FunctionsMaaS.Retraining;

/// <summary>
/// Splits a growing dataset the same way every time: whether a text is held out depends on the text alone, not on the seed of the training, and
/// copies that differ in white space at the end of lines are one text. So no text that a champion learned from is ever used to compare it,
/// however the dataset grew since; but for a label whose texts were all drawn to be held out, of which it learned from one.
/// </summary>
internal static class HeldOutSplit
{
    /// <summary>Both parts; every label keeps at least one example to learn from.</summary>
    public static DatasetParts Of(Dataset dataset, double fraction)
    {
        var train = new List<LabeledText>(dataset.Examples.Count);
        var heldOut = new List<LabeledText>();
        foreach (var byLabel in dataset.Examples.GroupBy(e => e.Label).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var drawn = byLabel.Select(e => (Example: e, Draw: Draw(e.Text))).OrderByDescending(d => d.Draw).ToList();
            train.Add(drawn[0].Example);
            foreach (var (example, draw) in drawn.Skip(1))
                (draw < fraction ? heldOut : train).Add(example);
        }

        return new(new Dataset(dataset.Name, train), new Dataset($"{dataset.Name} (held out)", heldOut));
    }

    /// <summary>Whether a text is held out wherever it stands in a dataset, but for the one that each label keeps.</summary>
    public static bool HoldsOut(string text, double fraction) => Draw(text) < fraction;

    /// <summary>A number in [0, 1) that only the text decides.</summary>
    private static double Draw(string text)
    {
        Span<byte> key = stackalloc byte[16], digest = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt128LittleEndian(key, TextKey.Of(text).Value);
        SHA256.HashData(key, digest);
        return (BinaryPrimitives.ReadUInt64LittleEndian(digest) >> 11) * (1.0 / (1UL << 53));
    }
}
