using System.Security.Cryptography;
using System.Text;

namespace FunctionsMaaS.Data;

/// <summary>An immutable list of labelled texts with the set of their labels and a digest of their content. Thread-safe.</summary>
public sealed class Dataset
{
    private readonly Lazy<byte[][]> _exampleDigests;
    private readonly Lazy<string> _digest;

    /// <summary>Makes a dataset of <paramref name="examples"/>, kept in the given order.</summary>
    /// <param name="name">A short name for messages and manifests: the file or folder it was read from.</param>
    /// <param name="examples">The examples; the list is shared, not copied, and must not change afterwards.</param>
    public Dataset(string name, IReadOnlyList<LabeledText> examples)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(examples);
        Name = name;
        Examples = examples;
        Labels = [.. examples.Select(e => e.Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _exampleDigests = new(() => [.. examples.Select(DigestOf)]);
        _digest = new(() => DigestOf(_exampleDigests.Value));
    }

    /// <summary>A short name for messages and manifests.</summary>
    public string Name { get; }

    /// <summary>The examples, in the order of their source.</summary>
    public IReadOnlyList<LabeledText> Examples { get; }

    /// <summary>The distinct labels, in ordinal order.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>
    /// <c>sha256:</c> and 64 hexadecimal digits over the multiset of (label, text) pairs: the same content gives the same digest
    /// whatever its order, its ids, or the container it was read from.
    /// </summary>
    public string Digest => _digest.Value;

    /// <summary>The <see cref="DigestOf(LabeledText)"/> of each example, made once.</summary>
    internal IReadOnlyList<byte[]> ExampleDigests => _exampleDigests.Value;

    /// <summary>SHA-256 of one example's content: the label, NUL, the text, in UTF-8; not of its id.</summary>
    internal static byte[] DigestOf(LabeledText example) => SHA256.HashData(Encoding.UTF8.GetBytes(example.Label + "\0" + example.Text));

    private static string DigestOf(byte[][] examples)
    {
        byte[][] rows = [.. examples];
        Array.Sort(rows, static (a, b) => a.AsSpan().SequenceCompareTo(b));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
            hash.AppendData(row);
        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
