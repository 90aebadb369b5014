using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace FunctionsMaaS.Data;

/// <summary>A pooled buffer that grows as bytes are read into it, up to a limit. Not thread-safe.</summary>
internal sealed class ByteBuffer(int limit) : IDisposable
{
    private const int FirstSize = 16 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);

    /// <summary>How many bytes are held.</summary>
    public int Count { get; private set; }

    /// <summary>Whether more bytes are held than the limit allows, which one read past it shows.</summary>
    public bool IsOverLimit => Count > limit;

    /// <summary>The bytes held, valid until the next change.</summary>
    public Memory<byte> Written => _bytes.AsMemory(0, Count);

    /// <summary>Reads once from <paramref name="source"/>, growing when full.</summary>
    /// <returns>Whether anything was read.</returns>
    public async ValueTask<bool> FillAsync(Stream source, CancellationToken cancellationToken)
    {
        var room = Room();
        var read = room.Length > 0 ? await source.ReadAsync(room, cancellationToken).ConfigureAwait(false) : 0;
        Count += read;
        return read > 0;
    }

    /// <summary>Reads once from <paramref name="file"/>, after as many bytes as are held, growing when full.</summary>
    /// <returns>Whether anything was read.</returns>
    public bool Fill(SafeFileHandle file)
    {
        var room = Room();
        var read = room.Length > 0 ? RandomAccess.Read(file, room.Span, Count) : 0;
        Count += read;
        return read > 0;
    }

    /// <summary>Drops the first bytes.</summary>
    public void Consume(int count)
    {
        _bytes.AsSpan(count, Count - count).CopyTo(_bytes);
        Count -= count;
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Count = 0;
    }

    private Memory<byte> Room()
    {
        if (Count == _bytes.Length)
            Grow();
        return _bytes.AsMemory(Count, (int)Math.Min(_bytes.Length, limit + 1L) - Count);
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * _bytes.Length, Array.MaxLength));
        _bytes.AsSpan(0, Count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
