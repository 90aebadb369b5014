using Microsoft.Win32.SafeHandles;

namespace FunctionsMaaS.Data;

/// <summary>
/// Builds a dataset of the folder layout, <c>[prefix/]label/file</c>, from one file after another: the way for a folder, an archive or the
/// blobs under a prefix. Holds the texts once and nothing else. Not thread-safe.
/// </summary>
/// <remarks>
/// All files share one prefix (any, such as <c>20news-bydate-train</c>), or two that end in <c>train</c> and <c>test</c> alike
/// (<c>train/</c> and <c>test/</c>, <c>20news-bydate-train/</c> and <c>20news-bydate-test/</c>), which gives both parts. A file is UTF-8
/// (a byte order mark is dropped) where its bytes are valid UTF-8, otherwise Latin-1.
/// </remarks>
public sealed class FolderDatasetBuilder : IDisposable
{
    private readonly SortedDictionary<string, List<LabeledText>> _parts = new(StringComparer.Ordinal);
    private readonly ExampleGate _gate = new();
    private readonly ByteBuffer _buffer;
    private readonly int _maxBytes;

    /// <summary>Makes an empty builder.</summary>
    public FolderDatasetBuilder() : this(DatasetReader.MaxRecordBytes) { }

    internal FolderDatasetBuilder(int maxBytes)
    {
        _maxBytes = maxBytes;
        _buffer = new(maxBytes);
    }

    /// <summary>Whether a file belongs to the dataset; hidden files (a part of the path begins with a dot) do not, so their content need not be fetched.</summary>
    /// <param name="path">The path below the dataset's root, with <c>/</c> between its parts.</param>
    /// <exception cref="DatasetException">The path does not fit the layout, or the files seen so far.</exception>
    public bool Takes(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Locate(path) is not null;
    }

    /// <summary>Reads one file to its end and adds it; a hidden file is left unread.</summary>
    /// <param name="path">The path below the dataset's root, with <c>/</c> between its parts.</param>
    /// <param name="content">The file's bytes; not disposed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="DatasetException">The path does not fit, or the file is empty, binary or larger than <see cref="DatasetReader.MaxRecordBytes"/>.</exception>
    public async Task AddAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(content);
        if (Locate(path) is not { } place)
            return;
        _buffer.Consume(_buffer.Count);
        while (await _buffer.FillAsync(content, cancellationToken).ConfigureAwait(false))
            EnsureWithinLimit(path);
        AddRead(path, place);
    }

    /// <summary>Like <see cref="AddAsync"/>, for a file of this machine: thousands of small files are read faster when nobody waits for each.</summary>
    internal void Add(string path, SafeFileHandle content)
    {
        if (Locate(path) is not { } place)
            return;
        _buffer.Consume(_buffer.Count);
        while (_buffer.Fill(content))
            EnsureWithinLimit(path);
        AddRead(path, place);
    }

    /// <summary>Makes the dataset: the examples by label, then file name, both in ordinal order.</summary>
    /// <param name="name">The dataset's name; of two parts, each gets its folder appended.</param>
    /// <exception cref="DatasetException">No file was added, or one twice.</exception>
    public DatasetParts Build(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var train = _parts.Keys.SingleOrDefault(p => _parts.Keys.Any(other => LayoutPath.AreTrainAndTest(p, other)));
        if (train is not null)
            return new(Part(name, train, named: true), Part(name, _parts.Keys.Single(p => p != train), named: true));
        if (_parts.Count == 0)
            throw new DatasetException($"{Quoted.Path(name)} holds no texts: {LayoutPath.Allowed}; hidden files are skipped.");
        var only = Part(name, _parts.Keys.Single(), named: false);
        // Almost certainly texts of one class, or without their labels, in the two parts; learning to tell train from test is of no use.
        return only.Labels is ["test", "train"]
            ? throw new DatasetException($"{Quoted.Path(name)} has texts directly in 'train' and 'test', without a label: {LayoutPath.Allowed}.")
            : new(only, null);
    }

    /// <summary>Gives the read buffer back; the built dataset stays valid.</summary>
    public void Dispose() => _buffer.Dispose();

    private void EnsureWithinLimit(string path)
    {
        if (_buffer.IsOverLimit)
            throw new DatasetException($"{Quoted.Path(path)} is larger than the {_maxBytes} bytes allowed for one text.");
    }

    private void AddRead(string path, LayoutPath place)
    {
        var text = TextDecoder.Decode(_buffer.Written.Span, new(path));
        Part(place.Prefix).Add(_gate.Make($"{place.Label}/{place.File}", place.Label, text, new(path)));
    }

    private LayoutPath? Locate(string path)
    {
        if (LayoutPath.Parse(path) is not { } place)
            return null;
        foreach (var other in _parts.Keys)
        {
            if (other != place.Prefix && (_parts.Count > 1 && !_parts.ContainsKey(place.Prefix) || !AreParts(other, place.Prefix)))
                throw new DatasetException($"{Quoted.Path(path)} lies in {Quoted.Path(place.Prefix + "/")}, other texts in {Quoted.Path(other + "/")}: {LayoutPath.Allowed}.");
        }
        return place;
    }

    private static bool AreParts(string a, string b) => LayoutPath.AreTrainAndTest(a, b) || LayoutPath.AreTrainAndTest(b, a);

    private List<LabeledText> Part(string prefix)
    {
        if (!_parts.TryGetValue(prefix, out var part))
            _parts.Add(prefix, part = []);
        return part;
    }

    private Dataset Part(string name, string prefix, bool named)
    {
        var examples = _parts[prefix].OrderBy(e => e.Label, StringComparer.Ordinal).ThenBy(e => e.Id, StringComparer.Ordinal).ToArray();
        for (var i = 1; i < examples.Length; i++)
        {
            if (examples[i].Id == examples[i - 1].Id)
                throw new DatasetException($"{Quoted.Path(name)} holds {Quoted.Path(examples[i].Id)} twice: a file's path is its identity.");
        }
        return new(named ? $"{name}/{prefix[(prefix.LastIndexOf('/') + 1)..]}" : name, examples);
    }
}
