using System.IO.Compression;

namespace FunctionsMaaS.Data;

/// <summary>Decompresses gzip to its very end, and says so when there is none. Reads only, asynchronously; leaves the inner stream open.</summary>
/// <remarks>
/// <see cref="GZipStream"/> takes a truncated file for a whole one unless a switch of the process says otherwise
/// (<c>System.IO.Compression.UseStrictValidation</c>), which is not a library's to set. So the file is followed by one more gzip member
/// with a known content (RFC 1952 lets members be concatenated): only if the last byte of the file ended a member does that content come out.
/// </remarks>
internal sealed class WholeGzipStream : Stream
{
    private static readonly byte[] Mark = "the file ends here"u8.ToArray();
    private static readonly byte[] MarkMember = Compress(Mark);

    private readonly FollowedStream _compressed;
    private readonly GZipStream _gzip;
    private ReadOnlyMemory<byte>? _rest;

    public WholeGzipStream(Stream compressed)
    {
        _compressed = new(compressed, MarkMember);
        _gzip = new(_compressed, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Datasets are read asynchronously.");

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_rest is not null)
            return TakeRest(buffer.Span);
        try
        {
            var read = await _gzip.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (!_compressed.HasEnded)
                return read > 0 || buffer.IsEmpty ? read : throw Truncated();
            using var last = new MemoryStream();
            last.Write(buffer.Span[..read]);
            await _gzip.CopyToAsync(last, cancellationToken).ConfigureAwait(false);
            _rest = WithoutMark(last);
        }
        catch (InvalidDataException fault) when (_compressed.HasEnded)
        {
            throw Truncated(fault);
        }
        return TakeRest(buffer.Span);
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

    // The mark is compressed input only after all output of the file was taken, so what comes from then on is short: the mark, or nonsense.
    private static ReadOnlyMemory<byte> WithoutMark(MemoryStream last) =>
        last.ToArray() is var bytes && bytes.AsSpan().EndsWith(Mark) ? bytes.AsMemory(..^Mark.Length) : throw Truncated();

    private static InvalidDataException Truncated(Exception? fault = null) => new("The gzip data end early, or something else follows them.", fault);

    private int TakeRest(Span<byte> buffer)
    {
        var count = Math.Min(_rest!.Value.Length, buffer.Length);
        _rest.Value.Span[..count].CopyTo(buffer);
        _rest = _rest.Value[count..];
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
        private int _done;

        public bool HasEnded { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Datasets are read asynchronously.");

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            !HasEnded && await first.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read ? read : Follow(buffer.Span);

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Follow(Span<byte> buffer)
        {
            HasEnded = true;
            var count = Math.Min(then.Length - _done, buffer.Length);
            then.AsSpan(_done, count).CopyTo(buffer);
            _done += count;
            return count;
        }
    }
}
