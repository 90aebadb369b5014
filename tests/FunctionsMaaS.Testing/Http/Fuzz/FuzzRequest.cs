using System.Text;

namespace FunctionsMaaS.Testing.Http.Fuzz;

/// <summary>A generated request.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path, as it is sent.</param>
/// <param name="Query">Its query, with the question mark, or nothing.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="ContentType">The content type, whatever it says; <see langword="null"/> for none.</param>
/// <param name="Body">The body; <see langword="null"/> for none.</param>
/// <param name="Chunked">Whether the body's length is not announced.</param>
public sealed record FuzzRequest(
    string Method, string Path, string Query, IReadOnlyList<(string Name, string Value)> Headers, string? ContentType, byte[]? Body, bool Chunked)
{
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>The path as a server routes it: without dot segments (RFC 3986, 5.2.4), escaped or not, which Kestrel removes from what is sent byte by byte.</summary>
    public string RoutedPath => new Uri($"http://localhost{Path}").AbsolutePath;

    /// <summary>The request as a client sends it.</summary>
    /// <param name="server">The server's address.</param>
    /// <param name="raw">Whether path and query are sent byte by byte, as a browser would not; the test server cannot take them so.</param>
    public HttpRequestMessage ToMessage(Uri server, bool raw)
    {
        var address = $"{server.Scheme}://{server.Authority}{Path}{Query}";
        var message = new HttpRequestMessage(new(Method), raw ? new Uri(address, AsItIs) : new Uri(address));
        foreach (var (name, value) in Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        if (Body is null)
            return message;
        message.Content = new ByteArrayContent(Body);
        if (ContentType is not null)
            message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        if (Chunked)
            message.Headers.TransferEncodingChunked = true;
        return message;
    }

    /// <summary>The request as it can be read in a report.</summary>
    public override string ToString()
    {
        var text = Body is null ? "" : Encoding.Latin1.GetString(Body.AsSpan(0, Math.Min(Body.Length, 400)));
        return $"{Method} {Path}{Query} [{string.Join(", ", Headers.Select(h => $"{h.Name}: {h.Value}"))}] {ContentType}{(Chunked ? " chunked" : "")}\n{text}";
    }
}
