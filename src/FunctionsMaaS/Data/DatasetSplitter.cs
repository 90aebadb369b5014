using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace FunctionsMaaS.Data;

/// <summary>
/// Divides one dataset into examples to learn from and examples to measure on, label by label, so that every label with two examples
/// stands on both sides. Who goes where depends on the content only: not on the order or the ids of the examples. Thread-safe.
/// </summary>
/// <remarks>
/// A random split of messages flatters, since it shares threads and authors between the sides; a split by time is the honest forecast.
/// Copies of one text may come to stand on both sides: drop them first, see <see cref="DatasetDuplicates"/>.
/// </remarks>
public static class DatasetSplitter
{
    /// <summary>Holds out a random share of each label.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="heldOut">The share to hold out, above 0 and below 1; of each label the nearest whole number, but one at least, and not all.</param>
    /// <param name="seed">Chooses the examples. They are drawn one by one from a hash of their content, so few move when the dataset grows.</param>
    /// <returns>Both parts, each in the order of <paramref name="dataset"/>; the test part is never <see langword="null"/>.</returns>
    /// <exception cref="DatasetException">No label has two examples.</exception>
    public static DatasetParts Stratified(Dataset dataset, double heldOut, int seed)
    {
        EnsureShare(dataset, heldOut);
        var test = new HashSet<LabeledText>(ReferenceEqualityComparer.Instance);
        foreach (var label in ByLabel(Shuffled(dataset, seed)))
            test.UnionWith(label.Take(Count(label.Count, heldOut)));
        return Parts(dataset, test);
    }

    /// <summary>
    /// Holds out the newest share of each label, by the <c>Date</c> of the messages, as the by-date release of 20 Newsgroups was divided.
    /// </summary>
    /// <param name="dataset">The dataset. Messages without a date that can be read are learnt from, and not counted.</param>
    /// <param name="heldOut">The share of the dated messages to hold out, above 0 and below 1, counted as in <see cref="Stratified"/>.</param>
    /// <returns>Both parts, each in the order of <paramref name="dataset"/>; the test part is never <see langword="null"/>.</returns>
    /// <exception cref="DatasetException">Fewer than half of the examples have a date, or no label has two that have.</exception>
    public static DatasetParts ByDate(Dataset dataset, double heldOut) =>
        Newest(dataset, heldOut, "a Date header that can be read", static example => MessageDate.Of(example.Text)?.UtcTicks);

    /// <summary>
    /// Holds out the newest share of each label by the number that its id ends in: the file name in 20 Newsgroups, where news servers number
    /// articles as they arrive and the by-date release has no <c>Date</c> headers left; or the line of a table that is appended to.
    /// </summary>
    /// <param name="dataset">The dataset. Examples whose id ends in no number are learnt from, and not counted.</param>
    /// <param name="heldOut">The share of the numbered examples to hold out, above 0 and below 1, counted as in <see cref="Stratified"/>.</param>
    /// <returns>Both parts, each in the order of <paramref name="dataset"/>; the test part is never <see langword="null"/>.</returns>
    /// <exception cref="DatasetException">Fewer than half of the examples have a number, or no label has two that have.</exception>
    public static DatasetParts ByNumber(Dataset dataset, double heldOut) =>
        Newest(dataset, heldOut, "a number for a name", static example =>
            long.TryParse(example.Id.AsSpan(example.Id.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null);

    /// <summary>Makes the folds of a cross-validation: every example is in the test part of exactly one, and the labels are spread evenly.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="folds">How many, from 2 to the number of examples.</param>
    /// <param name="seed">Chooses the examples.</param>
    /// <returns>The folds; each part in the order of <paramref name="dataset"/>. A label with fewer examples than there are folds is missing from some test parts.</returns>
    public static IReadOnlyList<DatasetParts> Folds(Dataset dataset, int folds, int seed)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (folds < 2 || folds > dataset.Examples.Count)
            throw new ArgumentOutOfRangeException(nameof(folds), folds, $"Allowed are 2 to {dataset.Examples.Count} folds, the number of examples.");
        var tests = Enumerable.Range(0, folds).Select(_ => new HashSet<LabeledText>(ReferenceEqualityComparer.Instance)).ToArray();
        // Dealt out like cards, on from one label to the next, so that neither labels nor sizes differ by more than one.
        var dealt = 0;
        foreach (var example in ByLabel(Shuffled(dataset, seed)).SelectMany(label => label))
            tests[dealt++ % folds].Add(example);
        return [.. tests.Select(test => Parts(dataset, test))];
    }

    private static DatasetParts Newest(Dataset dataset, double heldOut, string what, Func<LabeledText, long?> age)
    {
        EnsureShare(dataset, heldOut);
        var aged = Shuffled(dataset, seed: 0).Select(example => (Example: example, Age: age(example))).Where(e => e.Age is not null).ToList();
        if (2 * aged.Count < dataset.Examples.Count)
            throw new DatasetException($"Only {aged.Count} of the {dataset.Examples.Count} texts of {Quoted.Path(dataset.Name)} have {what}: a split by time needs it of at least half of them.");
        var test = new HashSet<LabeledText>(ReferenceEqualityComparer.Instance);
        foreach (var label in aged.GroupBy(e => e.Example.Label, StringComparer.Ordinal).Select(l => l.OrderByDescending(e => e.Age).ToList()))
            test.UnionWith(label.Take(Count(label.Count, heldOut)).Select(e => e.Example));
        return Parts(dataset, test);
    }

    private static void EnsureShare(Dataset dataset, double heldOut)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (!(heldOut > 0 && heldOut < 1))
            throw new ArgumentOutOfRangeException(nameof(heldOut), heldOut, "Allowed is a share above 0 and below 1.");
    }

    private static int Count(int examples, double heldOut) =>
        examples < 2 ? 0 : Math.Clamp((int)Math.Round(examples * heldOut, MidpointRounding.AwayFromZero), 1, examples - 1);

    private static List<LabeledText> Shuffled(Dataset dataset, int seed) =>
    [
        .. dataset.Examples.Select(example => (Example: example, Key: Key(example, seed)))
            .OrderBy(e => e.Key, Comparer<byte[]>.Create(static (a, b) => a.AsSpan().SequenceCompareTo(b)))
            .ThenBy(e => e.Example.Id, StringComparer.Ordinal)
            .Select(e => e.Example),
    ];

    private static byte[] Key(LabeledText example, int seed)
    {
        Span<byte> seeded = stackalloc byte[sizeof(int) + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt32LittleEndian(seeded, seed);
        Dataset.DigestOf(example).CopyTo(seeded[sizeof(int)..]);
        return SHA256.HashData(seeded);
    }

    private static IEnumerable<List<LabeledText>> ByLabel(List<LabeledText> examples) =>
        examples.GroupBy(e => e.Label, StringComparer.Ordinal).OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => l.ToList());

    private static DatasetParts Parts(Dataset dataset, HashSet<LabeledText> test) => test.Count > 0
        ? new(new($"{dataset.Name}/train", [.. dataset.Examples.Where(e => !test.Contains(e))]), new($"{dataset.Name}/test", [.. dataset.Examples.Where(test.Contains)]))
        : throw new DatasetException($"{Quoted.Path(dataset.Name)} cannot be split: no label has two texts to divide.");
}
