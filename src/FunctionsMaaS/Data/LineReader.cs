namespace FunctionsMaaS.Data;

/// <summary>Reads lines of bytes one at a time, in time linear in the input; none may be longer than the limit. Not thread-safe.</summary>
internal sealed class LineReader(Stream stream, string name, int maxLine) : IDisposable
{
    private readonly ByteBuffer _buffer = new(maxLine);
    private int _start;

    /// <summary>The 1-based number of the line last read.</summary>
    public long Number { get; private set; }

    /// <summary>Reads the next line.</summary>
    /// <returns>The line without its end, valid until the next call, or <see langword="null"/> after the last.</returns>
    /// <exception cref="DatasetException">The line is longer than the limit.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        var scanned = _start;
        while (true)
        {
            var end = _buffer.Written.Span[scanned..].IndexOf((byte)'\n');
            if (end >= 0)
                return Take(scanned + end, next: scanned + end + 1);
            // Moved only when more must be read, and then to the front, so that no byte moves twice.
            _buffer.Consume(_start);
            _start = 0;
            scanned = _buffer.Count;
            if (!await _buffer.FillAsync(stream, cancellationToken).ConfigureAwait(false))
                return _buffer.Count == 0 ? null : Take(_buffer.Count, next: _buffer.Count);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    private ReadOnlyMemory<byte> Take(int end, int next)
    {
        Number++;
        var line = _buffer.Written[_start..end];
        if (line.Length > maxLine)
            throw new DatasetException($"The {new Place(name, Number)} is longer than the {maxLine} bytes allowed for one record.");
        _start = next;
        return line.Length > 0 && line.Span[^1] == (byte)'\r' ? line[..^1] : line;
    }
}
