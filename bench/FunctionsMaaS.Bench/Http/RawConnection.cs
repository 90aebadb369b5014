using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace FunctionsMaaS.Bench.Http;

/// <summary>
/// One client of HTTP/1.1 on a blocking socket that allocates nothing per request, so that what is measured is the service. It connects when
/// it sends, and again after a service has closed, as gunicorn's plain workers do after each answer. Not thread-safe.
/// </summary>
internal sealed class RawConnection(IPEndPoint address) : IDisposable
{
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();
    private readonly byte[] _buffer = new byte[256 * 1024];
    private Socket? _socket;
    private int _head;
    private int _length;

    /// <summary>A request as it goes over the wire.</summary>
    public static byte[] Request(string path, ReadOnlySpan<byte> body) =>
        [.. Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <returns>The status.</returns>
    /// <exception cref="SocketException">Nothing listens, or the connection broke.</exception>
    /// <exception cref="IOException">The service closed the connection within an answer.</exception>
    public int Send(byte[] request)
    {
        try
        {
            _socket ??= Connect();
            for (var sent = 0; sent < request.Length;)
                sent += _socket.Send(request, sent, request.Length - sent, SocketFlags.None);
            return Receive();
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <summary>The label that the last answer names.</summary>
    public string? Label()
    {
        using var answer = JsonDocument.Parse(_buffer.AsMemory(_head, _length - _head));
        return answer.RootElement.GetProperty("label").GetString();
    }

    public void Dispose() => Close();

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 30_000, SendTimeout = 30_000 };
        try
        {
            socket.Connect(address);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private int Receive()
    {
        _length = 0;
        var head = -1;
        while ((head = _buffer.AsSpan(0, _length).IndexOf(HeadEnd)) < 0)
            Read();
        _head = head + HeadEnd.Length;
        var headers = _buffer.AsSpan(0, _head);
        if (Value(headers, "content-length"u8, out var length))
            ReadTo(_head + length);
        else
            ReadChunks();
        if (headers.IndexOf("Connection: close"u8) >= 0)
            Close();
        return Number(headers[9..12]);
    }

    private void ReadTo(int end)
    {
        while (_length < end)
            Read();
    }

    /// <summary>Reads on to the last chunk, and leaves the body without the frames of its chunks.</summary>
    private void ReadChunks()
    {
        var (from, to) = (_head, _head);
        while (true)
        {
            int line;
            while ((line = _buffer.AsSpan(from, _length - from).IndexOf("\r\n"u8)) < 0)
                Read();
            if (!Utf8Parser.TryParse(_buffer.AsSpan(from, line), out int size, out _, 'x'))
                throw new IOException("A chunk has no length.");
            from += line + 2;
            ReadTo(from + size + 2);
            _buffer.AsSpan(from, size).CopyTo(_buffer.AsSpan(to));
            (from, to) = (from + size + 2, to + size);
            if (size == 0)
                break;
        }
        _length = to;
    }

    private void Read()
    {
        var read = _socket!.Receive(_buffer, _length, _buffer.Length - _length, SocketFlags.None);
        if (read == 0)
            throw new IOException($"{address} closed the connection within an answer.");
        _length += read;
    }

    private static bool Value(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> name, out int value)
    {
        foreach (var line in headers.Split("\r\n"u8))
        {
            var header = headers[line];
            if (header.Length > name.Length && header[name.Length] == ':' && Ascii.EqualsIgnoreCase(header[..name.Length], name))
            {
                value = Number(header[(name.Length + 1)..].Trim((byte)' '));
                return true;
            }
        }
        value = 0;
        return false;
    }

    private static int Number(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits, out int value, out _) ? value : throw new IOException($"An answer has '{Encoding.ASCII.GetString(digits)}' for a number.");
}
