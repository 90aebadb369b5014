using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

/// <summary>A problem+json as a client reads it.</summary>
/// <param name="Type">The last part of its URN.</param>
/// <param name="Detail">What it says.</param>
public sealed record Problem(string Type, string Detail)
{
    /// <summary>Asserts that an answer is a problem of this status, complete in the sense of RFC 9457, and reads it.</summary>
    public static async Task<Problem> ReadAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal((int)status, json.GetProperty("status").GetInt32());
        Assert.NotEqual("", json.GetProperty("title").GetString());
        var type = json.GetProperty("type").GetString()!;
        Assert.StartsWith("urn:functionsmaas:problem:", type, StringComparison.Ordinal);
        return new(type["urn:functionsmaas:problem:".Length..], json.GetProperty("detail").GetString()!);
    }
}
