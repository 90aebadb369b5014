namespace FunctionsMaaS.Text;

/// <summary>Takes n-grams as <see cref="NgramReader"/> finds them. A struct, so that the reader is compiled for it without calls.</summary>
internal interface INgramSink
{
    /// <summary>Takes one occurrence.</summary>
    /// <param name="key">The 64-bit key; its lowest bit says which <see cref="NgramBlock"/> it belongs to.</param>
    /// <param name="start">Where it begins in the original text, in UTF-16 units.</param>
    /// <param name="end">Where it ends, exclusive.</param>
    void Add(ulong key, int start, int end);
}

/// <summary>Features of one kind, scaled to unit length together: what is short must not drown what is long.</summary>
internal enum NgramBlock
{
    /// <summary>Words, pairs of words, symbols, addresses, header fields.</summary>
    Words = 0,

    /// <summary>Parts of words.</summary>
    Subwords = 1,
}
