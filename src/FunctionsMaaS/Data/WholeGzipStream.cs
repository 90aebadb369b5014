using System.IO.Compression;

namespace FunctionsMaaS.Data;

/// <summary>Decompresses gzip to its very end, and says so when there is none. Reads only; leaves the inner stream open.</summary>
/// <remarks>
/// <see cref="GZipStream"/> takes a truncated file for a whole one unless a switch of the process says otherwise
/// (<c>System.IO.Compression.UseStrictValidation</c>), which is not a library's to set. So the file is followed by one more gzip member
/// with a known content (RFC 1952 lets members be concatenated): only if the last byte of the file ended a member does that content come out.
/// </remarks>
internal sealed class WholeGzipStream(Stream compressed) : Stream
{
    private const int BufferSize = 64 * 1024;

    private static readonly byte[] Mark = "the file ends here"u8.ToArray();
    private static readonly byte[] MarkMember = Compress(Mark);

    private readonly GZipStream _gzip = new(new FollowedStream(compressed, MarkMember), CompressionMode.Decompress);
    private readonly byte[] _plain = new byte[BufferSize];
    private int _start;
    private int _end;
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (NeedsMore)
            Filled(_gzip.Read(Room().Span));
        return Take(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (NeedsMore)
            Filled(await _gzip.ReadAsync(Room(), cancellationToken).ConfigureAwait(false));
        return Take(buffer.Span);
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _gzip.Dispose();
        base.Dispose(disposing);
    }

    // The last bytes are held back: they may be the mark.
    private bool NeedsMore => !_ended && _end - _start <= Mark.Length;

    private Memory<byte> Room()
    {
        _plain.AsSpan(_start, _end - _start).CopyTo(_plain);
        (_start, _end) = (0, _end - _start);
        return _plain.AsMemory(_end);
    }

    private void Filled(int read)
    {
        _end += read;
        _ended = read == 0;
        if (_ended && !_plain.AsSpan(_start, _end - _start).SequenceEqual(Mark))
            throw new InvalidDataException("The gzip data ends early, or something else follows them.");
    }

    private int Take(Span<byte> buffer)
    {
        var count = Math.Min(_end - _start - Mark.Length, buffer.Length);
        _plain.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    private static byte[] Compress(byte[] plain)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(plain);
        return compressed.ToArray();
    }

    /// <summary>A stream, then more bytes.</summary>
    private sealed class FollowedStream(Stream first, byte[] then) : Stream
    {
        private int _done = -1;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer) => _done < 0 && first.Read(buffer) is > 0 and var read ? read : Follow(buffer);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _done < 0 && await first.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read ? read : Follow(buffer.Span);

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Follow(Span<byte> buffer)
        {
            _done = Math.Max(_done, 0);
            var count = Math.Min(then.Length - _done, buffer.Length);
            then.AsSpan(_done, count).CopyTo(buffer);
            _done += count;
            return count;
        }
    }
}
