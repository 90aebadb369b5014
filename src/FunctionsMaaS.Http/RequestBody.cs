using System.Buffers;
using FunctionsMaaS.Http.Limits;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Monitoring;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FunctionsMaaS.Http;

/// <summary>A whole request body in a pooled buffer, read within the limit whether its length was announced or not.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int FirstBuffer = 16 * 1024;
    private byte[] _buffer;
    private int _length;

    private RequestBody(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <exception cref="ProblemException">It is not declared as JSON in UTF-8, or it is over <paramref name="maxBytes"/>.</exception>
    public static ValueTask<RequestBody> ReadJsonAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        EnsureJson(request.ContentType);
        return ReadAsync(request, maxBytes, cancellationToken);
    }

    /// <summary>Whether the content type says CSV in UTF-8.</summary>
    /// <exception cref="ProblemException">It says CSV in another charset.</exception>
    public static bool IsCsv(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase))
            return false;
        EnsureUtf8(type);
        return true;
    }

    /// <summary>Reads a body of whatever type.</summary>
    /// <exception cref="ProblemException">It is over <paramref name="maxBytes"/>.</exception>
    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
            throw TooLarge(maxBytes);
        var body = new RequestBody((int)Math.Min(request.ContentLength + 1 ?? FirstBuffer, maxBytes + 1));
        try
        {
            await body.FillAsync(request.Body, maxBytes, cancellationToken);
            MonitoredRequest.Current?.Read(body._length);
            return body;
        }
        catch (Exception error)
        {
            body.Dispose();
            if (error is OperationCanceledException canceled)
                throw new BodyNotReceivedException(canceled);
            throw;
        }
    }

    public void Dispose()
    {
        // Texts are private: the next renter of this buffer must not find one.
        _buffer.AsSpan(0, _length).Clear();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private async ValueTask FillAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_length == _buffer.Length)
                Grow(maxBytes);
            var read = await stream.ReadAsync(_buffer.AsMemory(_length), cancellationToken);
            if (read == 0)
                return;
            _length += read;
            if (_length > maxBytes)
                throw TooLarge(maxBytes);
        }
    }

    private void Grow(int maxBytes)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * _buffer.Length, maxBytes + 1L));
        Bytes.CopyTo(larger);
        _buffer.AsSpan(0, _length).Clear();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private static void EnsureJson(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type)
            || !(type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || (type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase) && type.Type.Equals("application", StringComparison.OrdinalIgnoreCase))))
            throw new ProblemException(ProblemKind.UnsupportedMediaType, $"The content type is '{Printable.Quote(contentType ?? "")}' but must be application/json.");
        EnsureUtf8(type);
    }

    private static void EnsureUtf8(MediaTypeHeaderValue type)
    {
        if (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            throw new ProblemException(ProblemKind.UnsupportedMediaType, $"The charset is '{Printable.Quote(type.Charset.Value!)}' but must be utf-8.");
    }

    internal static ProblemException TooLarge(int maxBytes) =>
        new(ProblemKind.TooLarge, $"The body has more than {maxBytes} bytes, which is the limit.");
}
