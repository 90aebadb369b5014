using System.Net;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

public abstract partial class HttpConformanceTests
{
    [Fact]
    public async Task The_document_of_the_API_is_OpenAPI_3_1_and_names_this_route()
    {
        var document = await GetAsync("/api/openapi.json");
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        Assert.True(document.GetProperty("paths").TryGetProperty("/api/openapi.json", out _));
    }

    [Theory]
    [InlineData("/api/docs", "text/html")]
    [InlineData("/api/docs/docs.js", "text/javascript")]
    [InlineData("/api/docs/docs.css", "text/css")]
    public async Task The_page_of_the_document_loads_nothing_from_elsewhere(string path, string mediaType)
    {
        using var response = await Client.GetAsync(path, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain("http://", (await response.Content.ReadAsStringAsync(Token)).Replace("http://www.w3.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("https://", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_the_page_does_not_have_is_not_found()
    {
        using var response = await Client.GetAsync("/api/docs/other.js", Token);
        Assert.Contains("'other.js'", (await Problem.ReadAsync(response, HttpStatusCode.NotFound)).Detail, StringComparison.Ordinal);
    }
}
