using System.Net;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Http;
using Xunit;

namespace FunctionsMaaS.Server.Tests;

/// <summary>Which key opens what. Retraining a model without a dataset answers 404 once the key has let the request through.</summary>
public sealed class AccessTests
{
    private const string AdminKey = "admin-key-of-this-test";
    private const string FunctionKey = "function-key-of-this-test";
    private const string AdminRoute = "/api/models/other/retrain";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    [InlineData(FunctionKey, HttpStatusCode.Forbidden)]
    [InlineData(AdminKey, HttpStatusCode.NotFound)]
    public async Task An_admin_route_needs_the_admin_key(string? key, HttpStatusCode expected)
    {
        await using var host = Start(AdminKey, FunctionKey);
        Assert.Equal(expected, await SendAsync(host, HttpMethod.Post, AdminRoute, key));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData(FunctionKey, HttpStatusCode.OK)]
    [InlineData(AdminKey, HttpStatusCode.OK)]
    public async Task A_function_route_needs_a_key_once_one_is_configured(string? key, HttpStatusCode expected)
    {
        await using var host = Start(AdminKey, FunctionKey);
        Assert.Equal(expected, await SendAsync(host, HttpMethod.Get, "/api/models", key));
    }

    [Fact]
    public async Task Health_needs_no_key()
    {
        await using var host = Start(AdminKey, FunctionKey);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(host, HttpMethod.Get, "/api/health/live", null));
    }

    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.NotFound)]
    [InlineData("::1", HttpStatusCode.NotFound)]
    [InlineData("::ffff:127.0.0.1", HttpStatusCode.NotFound)]
    [InlineData("192.0.2.7", HttpStatusCode.Forbidden)]
    [InlineData("::ffff:192.0.2.7", HttpStatusCode.Forbidden)]
    public async Task Without_an_admin_key_admin_routes_are_open_to_this_machine_only(string caller, HttpStatusCode expected)
    {
        await using var host = Start(null, null, IPAddress.Parse(caller));
        Assert.Equal(expected, await SendAsync(host, HttpMethod.Post, AdminRoute, null));
    }

    [Fact]
    public async Task A_key_may_come_in_the_header_the_query_or_as_a_bearer_token()
    {
        await using var host = Start(AdminKey, null);
        using var bearer = new HttpRequestMessage(HttpMethod.Post, AdminRoute) { Headers = { Authorization = new("Bearer", AdminKey) } };
        using var answer = await host.Client.SendAsync(bearer, Token);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(host, HttpMethod.Post, $"{AdminRoute}?code={AdminKey}", null));
    }

    [Fact]
    public async Task A_refusal_is_a_problem_and_says_how_to_send_a_key()
    {
        await using var host = Start(AdminKey, FunctionKey);
        using var response = await host.Client.PostAsync(AdminRoute, null, Token);
        var problem = await Problem.ReadAsync(response, HttpStatusCode.Unauthorized);
        Assert.Equal("key-required", problem.Type);
        Assert.Contains("x-functions-key", problem.Detail, StringComparison.Ordinal);
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
    }

    private static ServerHost Start(string? admin, string? function, IPAddress? caller = null) =>
        new(new(new MemoryObjectStore(), new Dictionary<string, string?> { ["Maas:Keys:Admin"] = admin, ["Maas:Keys:Function"] = function }), caller);

    private static async Task<HttpStatusCode> SendAsync(ServerHost host, HttpMethod method, string path, string? key)
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("x-functions-key", key);
        using var response = await host.Client.SendAsync(request, Token);
        return response.StatusCode;
    }
}
