using System.Net;
using System.Text;
using FunctionsMaaS.Testing.Models;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

public abstract partial class HttpConformanceTests
{
    [Theory]
    [InlineData("", "malformed-json", "line 1")]
    [InlineData("{", "malformed-json", "line 1")]
    [InlineData("{\"text\": \"x\"", "malformed-json", "line 1")]
    [InlineData("{\"text\": \"x\",\n  oops}", "malformed-json", "line 2")]
    [InlineData("not json", "malformed-json", "line 1")]
    [InlineData("{\"text\": \"x\"} {}", "malformed-json", "line 1")]
    [InlineData("null", "invalid-request", "must be an object")]
    [InlineData("[\"x\"]", "invalid-request", "must be an object")]
    [InlineData("\"x\"", "invalid-request", "must be an object")]
    [InlineData("{}", "invalid-request", "Neither 'text' nor 'texts'")]
    [InlineData("{\"text\": null}", "invalid-request", "'text' is null")]
    [InlineData("{\"text\": 5}", "invalid-request", "'text' is a number")]
    [InlineData("{\"text\": [\"x\"]}", "invalid-request", "'text' is an array")]
    [InlineData("{\"text\": {\"a\": 1}}", "invalid-request", "'text' is an object")]
    [InlineData("{\"texts\": \"x\"}", "invalid-request", "'texts' is a string")]
    [InlineData("{\"texts\": [\"x\", 7]}", "invalid-request", "'texts[1]' is a number")]
    [InlineData("{\"texts\": []}", "invalid-request", "'texts' is empty")]
    [InlineData("{\"text\": \"x\", \"texts\": [\"y\"]}", "invalid-request", "both given")]
    [InlineData("{\"texts\": [\"y\"], \"text\": \"x\"}", "invalid-request", "both given")]
    [InlineData("{\"text\": \"x\", \"text\": \"y\"}", "invalid-request", "'text' is given twice")]
    [InlineData("{\"text\": \"x\", \"modle\": \"y\"}", "invalid-request", "'modle' is not a member")]
    [InlineData("{\"text\": \"x\", \"top\": 0}", "invalid-request", "'top'")]
    [InlineData("{\"text\": \"x\", \"top\": 1.5}", "invalid-request", "'top'")]
    [InlineData("{\"text\": \"x\", \"top\": \"3\"}", "invalid-request", "'top' is a string")]
    [InlineData("{\"text\": \"x\", \"version\": -1}", "invalid-request", "'version'")]
    [InlineData("{\"text\": \"x\", \"version\": 99999999999}", "invalid-request", "'version'")]
    [InlineData("{\"text\": \"x\", \"version\": 1, \"alias\": \"champion\"}", "invalid-request", "both given")]
    [InlineData("{\"text\": \"x\", \"explain\": \"yes\"}", "invalid-request", "'explain' is a string")]
    [InlineData("{\"text\": \"x\", \"model\": \"../etc\"}", "invalid-request", "'../etc' is not a model name")]
    [InlineData("{\"text\": \"x\", \"model\": \"a\\u0000b\"}", "invalid-request", "a\\u0000b")]
    [InlineData("{\"text\": \"x\", \"alias\": \"a/b\"}", "invalid-request", "'a/b' is not a")]
    [InlineData("{\"text\": \"\"}", "invalid-text", "'text' is empty")]
    [InlineData("{\"text\": \" \\t\\r\\n\\u00a0\"}", "invalid-text", "'text' is blank")]
    [InlineData("{\"texts\": [\"x\", \"\"]}", "invalid-text", "'texts[1]' is empty")]
    [InlineData("{\"text\": \"a\\u0000b\"}", "invalid-text", "NUL")]
    [InlineData("{\"text\": \"a\\ud800b\"}", "invalid-text", "lone surrogate")]
    [InlineData("{\"text\": \"a\\udc00\"}", "invalid-text", "lone surrogate")]
    [InlineData("{\"te\\ud800xt\": \"a\"}", "invalid-request", "lone surrogate")]
    public async Task A_request_that_is_not_valid_is_told_what_is_wrong(string body, string type, string said)
    {
        await PublishChampionAsync();
        using var response = await PostAsync(Encoding.UTF8.GetBytes(body));
        var problem = await Problem.ReadAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal(type, problem.Type);
        Assert.Contains(said, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_refused()
    {
        await PublishChampionAsync();
        using var response = await PostAsync([.. "{\"text\": \"a"u8, 0xff, 0xfe, .. "\"}"u8]);
        Assert.Contains("not UTF-8", (await Problem.ReadAsync(response, HttpStatusCode.BadRequest)).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=latin1")]
    public async Task A_body_that_is_not_declared_as_JSON_in_UTF8_is_refused(string? contentType)
    {
        using var response = await PostAsync("""{"text": "x"}"""u8.ToArray(), contentType);
        Assert.Equal("unsupported-media-type", (await Problem.ReadAsync(response, HttpStatusCode.UnsupportedMediaType)).Type);
    }

    [Fact]
    public async Task A_text_over_the_limit_is_refused_with_the_limit()
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes($$"""{"text": "{{new string('x', 1001)}}"}"""));
        var problem = await Problem.ReadAsync(response, HttpStatusCode.RequestEntityTooLarge);
        Assert.Contains("1000", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_over_the_limit_is_refused_with_the_limit()
    {
        using var response = await PostAsync("""{"texts": ["a", "b", "c", "d"]}"""u8.ToArray());
        Assert.Contains("3 texts", (await Problem.ReadAsync(response, HttpStatusCode.RequestEntityTooLarge)).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_refused_whether_its_length_is_announced_or_not(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/classify") { Content = new ByteArrayContent(new byte[5000]) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = chunked;
        if (chunked)
            request.Content = new StreamContent(new UnseekableStream(new byte[5000])) { Headers = { ContentType = new("application/json") } };
        using var response = await Client.SendAsync(request, Token);
        Assert.Contains("4096 bytes", (await Problem.ReadAsync(response, HttpStatusCode.RequestEntityTooLarge)).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"text": "x", "model": "nobody"}""", "nobody")]
    [InlineData("""{"text": "x", "version": 9}""", "version 9")]
    [InlineData("""{"text": "x", "alias": "canary"}""", "canary")]
    public async Task An_unknown_model_version_or_alias_is_not_found(string body, string said)
    {
        await PublishChampionAsync();
        using var response = await PostAsync(Encoding.UTF8.GetBytes(body));
        var problem = await Problem.ReadAsync(response, HttpStatusCode.NotFound);
        Assert.Equal("model-not-found", problem.Type);
        Assert.Contains(said, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_first_version_the_client_is_asked_to_come_back()
    {
        using var response = await PostAsync("""{"text": "x"}"""u8.ToArray());
        Assert.Equal("no-model-yet", (await Problem.ReadAsync(response, HttpStatusCode.ServiceUnavailable)).Type);
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_model_that_is_damaged_is_a_fault_of_the_service()
    {
        await Registry.MoveAsync("newsgroups", await Registry.PublishPayloadAsync("newsgroups", "!damaged"u8.ToArray(), "a", "b"));
        using var response = await PostAsync("""{"text": "x"}"""u8.ToArray());
        Assert.Equal("model-damaged", (await Problem.ReadAsync(response, HttpStatusCode.InternalServerError)).Type);
    }

    [Theory]
    [InlineData("GET", "/api/nothing", HttpStatusCode.NotFound, "not-found")]
    [InlineData("GET", "/nothing", HttpStatusCode.NotFound, "not-found")]
    [InlineData("POST", "/nothing", HttpStatusCode.NotFound, "not-found")]
    [InlineData("POST", "/", HttpStatusCode.MethodNotAllowed, "method-not-allowed")]
    [InlineData("GET", "/api/classify", HttpStatusCode.MethodNotAllowed, "method-not-allowed")]
    [InlineData("DELETE", "/api/models", HttpStatusCode.MethodNotAllowed, "method-not-allowed")]
    [InlineData("PUT", "/api/models/newsgroups/versions/1", HttpStatusCode.MethodNotAllowed, "method-not-allowed")]
    public async Task An_address_or_method_that_is_not_there_is_a_problem_too(string method, string path, HttpStatusCode status, string type)
    {
        using var response = await Client.SendAsync(new(new HttpMethod(method), path), Token);
        Assert.Equal(type, (await Problem.ReadAsync(response, status)).Type);
        Assert.Equal(status == HttpStatusCode.MethodNotAllowed, response.Content.Headers.Allow.Count > 0);
    }

    /// <summary>A body whose length nobody knows, so that it is sent in chunks.</summary>
    private sealed class UnseekableStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
