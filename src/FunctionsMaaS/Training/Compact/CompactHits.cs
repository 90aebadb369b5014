using FunctionsMaaS.Text;

namespace FunctionsMaaS.Training.Compact;

/// <summary>The n-grams of one text that a model knows: which rows, how often. Kept from text to text, so that scoring allocates nothing.</summary>
/// <param name="rows">How many rows the model has.</param>
internal sealed class CompactHits(int rows)
{
    /// <summary>So many n-grams or rows before it is needed memory is asked for: about as long as it takes to come from the third-level cache.</summary>
    public const int Ahead = 12;

    private readonly int[] _counts = new int[rows];
    private int[] _found = new int[1024];
    private int[] _words = new int[512];
    private int[] _subwords = new int[512];
    private int _wordCount;
    private int _subwordCount;

    /// <summary>Looks up n-grams and notes an occurrence of each that the model knows.</summary>
    /// <returns>How many it does not know.</returns>
    public int AddAll(ReadOnlySpan<ulong> keys, CompactTable table)
    {
        if (_found.Length < keys.Length)
            _found = new int[keys.Length];
        var found = _found.AsSpan(0, keys.Length);
        var count = 0;
        for (var i = 0; i < Math.Min(keys.Length, Ahead); i++)
            table.Prefetch(keys[i]);
        for (var i = 0; i < keys.Length; i++)
        {
            if (i + Ahead < keys.Length)
                table.Prefetch(keys[i + Ahead]);
            // Written in any case, and counted if it was found: no branch that depends on the text.
            var row = table.Find(keys[i]);
            found[count] = (row << 1) | (int)NgramHash.BlockOf(keys[i]);
            count += row >= 0 ? 1 : 0;
        }
        foreach (var hit in found[..count])
            Add(hit >> 1, (NgramBlock)(hit & 1));
        return keys.Length - count;
    }

    /// <summary>The rows of one block, in the order of their first occurrence.</summary>
    public ReadOnlySpan<int> Of(NgramBlock block) => block == NgramBlock.Words ? _words.AsSpan(0, _wordCount) : _subwords.AsSpan(0, _subwordCount);

    /// <summary>How often a row occurred.</summary>
    public int CountOf(int row) => _counts[row];

    /// <summary>Notes one occurrence.</summary>
    public void Add(int row, NgramBlock block)
    {
        if (_counts[row]++ > 0)
            return;
        if (block == NgramBlock.Words)
            Append(ref _words, ref _wordCount, row);
        else
            Append(ref _subwords, ref _subwordCount, row);
    }

    /// <summary>Forgets the text, in time linear in its distinct n-grams.</summary>
    public void Clear()
    {
        foreach (var row in Of(NgramBlock.Words))
            _counts[row] = 0;
        foreach (var row in Of(NgramBlock.Subwords))
            _counts[row] = 0;
        (_wordCount, _subwordCount) = (0, 0);
    }

    /// <summary>What the values of a block are divided by: the length of the vector of (1 + ln count) times idf.</summary>
    public float LengthOf(NgramBlock block, CompactTable table)
    {
        var squares = 0.0;
        foreach (var row in Of(block))
        {
            double value = TermFrequency.Of(_counts[row]) * CompactTable.IdfOf(table.Row(row));
            squares += value * value;
        }
        return (float)Math.Sqrt(squares);
    }

    private static void Append(ref int[] list, ref int count, int row)
    {
        if (count == list.Length)
            Array.Resize(ref list, 2 * count);
        list[count++] = row;
    }
}
