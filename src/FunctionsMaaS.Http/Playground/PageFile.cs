using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace FunctionsMaaS.Http.Playground;

/// <summary>One file of the page, as it is and compressed. Thread-safe.</summary>
internal sealed class PageFile
{
    private const int Quality = 9;
    private const int Window = 22;

    private readonly string _digest;
    private readonly Lazy<byte[]> _brotli;

    public PageFile(string name, byte[] bytes)
    {
        ContentType = ContentTypeOf(name);
        Bytes = bytes;
        _digest = Convert.ToHexStringLower(SHA256.HashData(bytes))[..32];
        _brotli = new(Compress);
    }

    public string ContentType { get; }

    public byte[] Bytes { get; }

    /// <summary>The file in Brotli (RFC 7932), compressed when it is first asked for.</summary>
    public byte[] Brotli => _brotli.Value;

    /// <summary>A strong validator; each encoding has its own, as RFC 9110, section 8.8.3, asks for.</summary>
    public EntityTagHeaderValue ETag(bool compressed) => new($"\"{_digest}{(compressed ? "-br" : "")}\"");

    private byte[] Compress()
    {
        var compressed = new byte[BrotliEncoder.GetMaxCompressedLength(Bytes.Length)];
        return BrotliEncoder.TryCompress(Bytes, compressed, out var length, Quality, Window)
            ? compressed[..length]
            : throw new InvalidOperationException($"A file of {Bytes.Length} bytes was not compressed.");
    }

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"The page has no files of the type '{other}'."),
    };
}
