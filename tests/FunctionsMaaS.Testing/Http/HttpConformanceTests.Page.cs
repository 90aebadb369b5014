using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

public abstract partial class HttpConformanceTests
{
    [Fact]
    public async Task The_page_is_at_the_root_and_allows_nothing_but_its_own_files()
    {
        using var response = await Client.GetAsync("/", Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy")).Split("; ");
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("style-src 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain("unsafe", string.Join(' ', policy), StringComparison.Ordinal);
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task Every_file_of_the_page_is_there_with_its_type_and_asks_for_no_other_site()
    {
        var waiting = new Queue<string>(FilesOf(await Client.GetStringAsync("/", Token)));
        var seen = new HashSet<string>();
        while (waiting.TryDequeue(out var path))
        {
            if (!seen.Add(path))
                continue;
            using var response = await Client.GetAsync(path, Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(TypeOf(path), response.Content.Headers.ContentType?.MediaType);
            var content = await response.Content.ReadAsStringAsync(Token);
            Assert.DoesNotMatch("https?://(?!www\\.w3\\.org/2000/svg)", content);
            foreach (var file in FilesOf(content))
                waiting.Enqueue(file);
        }

        Assert.Contains("/page/style.css", seen);
        Assert.Contains("/page/charts.js", seen);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/page/app.js")]
    public async Task A_file_of_the_page_that_is_known_is_not_sent_again(string path)
    {
        using var first = await Client.GetAsync(path, Token);
        Assert.False(first.Headers.ETag!.IsWeak);
        Assert.True(first.Headers.CacheControl!.NoCache);
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { first.Headers.ETag } } };
        using var second = await Client.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task A_file_of_the_page_is_compressed_for_those_who_can_read_it()
    {
        using var plain = await Client.GetAsync("/page/app.js", Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/page/app.js") { Headers = { AcceptEncoding = { new("gzip"), new StringWithQualityHeaderValue("br", 0.9) } } };
        using var compressed = await Client.SendAsync(request, Token);
        Assert.Equal(["br"], compressed.Content.Headers.ContentEncoding);
        Assert.Equal(["Accept-Encoding"], compressed.Headers.Vary);
        Assert.NotEqual(plain.Headers.ETag, compressed.Headers.ETag);
        await using var decoder = new BrotliStream(await compressed.Content.ReadAsStreamAsync(Token), CompressionMode.Decompress);
        using var reader = new StreamReader(decoder);
        Assert.Equal(await plain.Content.ReadAsStringAsync(Token), await reader.ReadToEndAsync(Token));
    }

    [Theory]
    [InlineData("/page/nothing.js")]
    [InlineData("/page/index.html")]
    [InlineData("/page/..%2fappsettings.json")]
    [InlineData("/page")]
    public async Task What_is_no_file_of_the_page_is_not_found(string path)
    {
        using var response = await Client.GetAsync(path, Token);
        Assert.Equal("not-found", (await Problem.ReadAsync(response, HttpStatusCode.NotFound)).Type);
    }

    private static IEnumerable<string> FilesOf(string content) =>
        PageFile().Matches(content).Select(m => m.Groups["absolute"].Success ? m.Groups["absolute"].Value : $"/page/{m.Groups["relative"].Value}");

    private static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".css" => "text/css",
        ".js" => "text/javascript",
        _ => "image/svg+xml",
    };

    [GeneratedRegex("""(href|src)="(?<absolute>/page/[^"]+)"|from '\./(?<relative>[^']+)'""")]
    private static partial Regex PageFile();
}
