using System.Runtime.InteropServices;

namespace FunctionsMaaS.Training;

/// <summary>Numbers terms as they come and counts the documents of each.</summary>
internal sealed class TermTable<T> where T : notnull
{
    private readonly Dictionary<T, int> _numbers = [];
    private readonly List<T> _terms = [];
    private readonly List<int> _documents = [];
    private readonly List<int> _lastDocument = [];
    private int _document;

    public int[] Add(IEnumerable<T> document)
    {
        _document++;
        List<int> numbers = [];
        foreach (var term in document)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, term, out var known);
            if (!known)
            {
                number = _terms.Count;
                _terms.Add(term);
                _documents.Add(0);
                _lastDocument.Add(0);
            }
            if (_lastDocument[number] != _document)
            {
                _lastDocument[number] = _document;
                _documents[number]++;
            }
            numbers.Add(number);
        }
        return [.. numbers];
    }

    /// <summary>Renumbers the terms to keep: of those in at least <paramref name="minDocuments"/> documents the <paramref name="max"/> most frequent; -1 for the others.</summary>
    public int[] Keep(int minDocuments, int max, out T[] kept)
    {
        // OrderBy is stable: of equally frequent terms the first met stay.
        var keep = Enumerable.Range(0, _terms.Count).Where(term => _documents[term] >= minDocuments).OrderByDescending(term => _documents[term]).Take(max).ToArray();
        Array.Sort(keep);
        var numbers = new int[_terms.Count];
        Array.Fill(numbers, -1);
        for (var i = 0; i < keep.Length; i++)
            numbers[keep[i]] = i;
        kept = Array.ConvertAll(keep, term => _terms[term]);
        return numbers;
    }
}
