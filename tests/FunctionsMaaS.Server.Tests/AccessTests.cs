using System.Net;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
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

    [Theory]
    [InlineData("http://127.0.0.1:7071", HttpStatusCode.NotFound)]
    [InlineData("http://localhost:7071", HttpStatusCode.NotFound)]
    [InlineData("http://[::1]:7071", HttpStatusCode.NotFound)]
    [InlineData("http://+:8080", HttpStatusCode.Forbidden)]
    [InlineData("http://*:8080", HttpStatusCode.Forbidden)]
    [InlineData("http://0.0.0.0:8080", HttpStatusCode.Forbidden)]
    [InlineData("http://[::]:8080", HttpStatusCode.Forbidden)]
    [InlineData("http://192.0.2.1:8080", HttpStatusCode.Forbidden)]
    [InlineData("http://unix:/run/maas.sock", HttpStatusCode.Forbidden)]
    public async Task Without_keys_admin_routes_are_closed_to_all_once_the_server_listens_beyond_this_machine(string listensOn, HttpStatusCode expected)
    {
        await using var host = Start(null, null, listensOn: listensOn);
        Assert.Equal(expected, await SendAsync(host, HttpMethod.Post, AdminRoute, null));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "192.0.2.7")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=192.0.2.7")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Real-IP", "192.0.2.7")]
    [InlineData("X-Original-For", "127.0.0.1:1")]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "127.0.0.1.evil.example")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "http://localhost:3000")]
    [InlineData("Origin", "null")]
    public async Task Without_keys_a_request_that_came_through_a_proxy_or_from_a_page_elsewhere_is_not_from_this_machine(string header, string value)
    {
        await using var host = Start(null, null);
        using var request = new HttpRequestMessage(HttpMethod.Post, AdminRoute);
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await host.Client.SendAsync(request, Token);
        Assert.Equal("key-not-allowed", (await Problem.ReadAsync(response, HttpStatusCode.Forbidden)).Type);
    }

    [Fact]
    public async Task Without_keys_a_page_of_the_server_itself_may_administer_it()
    {
        await using var host = Start(null, null);
        using var request = new HttpRequestMessage(HttpMethod.Post, AdminRoute) { Headers = { { "Origin", "http://localhost" } } };
        using var response = await host.Client.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Once_there_is_any_key_nobody_administers_without_an_admin_key()
    {
        await using var host = Start(null, FunctionKey);
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(host, HttpMethod.Post, AdminRoute, null));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(host, HttpMethod.Post, AdminRoute, FunctionKey));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(host, HttpMethod.Get, "/api/models", null));
    }

    [Theory]
    [InlineData("function", "GET", "/api/models")]
    [InlineData("admin", "POST", AdminRoute)]
    public async Task The_end_of_the_last_key_does_not_open_what_it_guarded(string level, string method, string path)
    {
        var key = TestKey.New("old", level, "expires=2020-01-01");
        await using var host = new ServerHost(new(new MemoryObjectStore(), new Dictionary<string, string?> { ["Maas:Keys:Hashed:old"] = key.Setting }));
        Assert.NotEqual(HttpStatusCode.NotFound, await SendAsync(host, new(method), path, null));
        Assert.NotEqual(HttpStatusCode.OK, await SendAsync(host, new(method), path, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(host, new(method), path, key.Key));
    }

    [Theory]
    [InlineData("no level", "is malformed")]
    [InlineData("hash=HASH", "is incomplete")]
    [InlineData("level=owner,hash=HASH", "'owner'")]
    [InlineData("level=function", "is incomplete")]
    [InlineData("level=function,hash=abc", "changed in copying")]
    [InlineData("level=function,hash=HASH,hash=HASH", "'hash' twice")]
    [InlineData("level=function,hash=HASH,expire=2020-01-01", "is malformed")]
    [InlineData("level=function,hash=HASH,expires=soon", "'soon'")]
    [InlineData("level=function,hash=HASH,models=A", "'A'")]
    [InlineData("level=function,hash=HASH,models=", "names the model ''")]
    [InlineData("maas_ci_secret", "is malformed")]
    public void A_hashed_key_that_cannot_be_read_keeps_the_server_from_starting_and_is_not_shown(string setting, string said)
    {
        var hash = TestKey.New("ci", "function").Setting["level=function,hash=".Length..];
        var fault = Assert.Single(FaultsOf("Maas:Keys:Hashed:ci", setting.Replace("HASH", hash, StringComparison.Ordinal)));
        Assert.StartsWith("Maas:Keys:Hashed:ci ", fault, StringComparison.Ordinal);
        Assert.Contains(said, fault, StringComparison.Ordinal);
        Assert.DoesNotContain(hash, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("CI")]
    [InlineData("1st")]
    [InlineData("a-b")]
    public void An_id_that_is_not_allowed_is_told(string id) =>
        Assert.Contains("has an id that is not allowed", Assert.Single(FaultsOf($"Maas:Keys:Hashed:{id}", TestKey.New("x", "function").Setting)), StringComparison.Ordinal);

    [Theory]
    [InlineData("example.org")]
    [InlineData("https://example.org/")]
    [InlineData("https://example.org/path")]
    [InlineData("ftp://example.org")]
    [InlineData("https://*.example.org:x")]
    public void An_origin_that_no_browser_sends_keeps_the_server_from_starting(string origin) =>
        Assert.Contains($"'{origin}'", Assert.Single(FaultsOf("Maas:Cors:Origins", $"https://fine.example, {origin}")), StringComparison.Ordinal);

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

    private static ServerHost Start(string? admin, string? function, IPAddress? caller = null, string listensOn = "http://127.0.0.1:7071") =>
        new(new(new MemoryObjectStore(), new Dictionary<string, string?> { ["Maas:Keys:Admin"] = admin, ["Maas:Keys:Function"] = function }), caller, listensOn);

    private static IEnumerable<string> FaultsOf(string setting, string value)
    {
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build())
            .AddLogging()
            .AddFunctionsMaaS()
            .AddMaasHttp()
            .BuildServiceProvider();
        return Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate()).Failures;
    }

    private static async Task<HttpStatusCode> SendAsync(ServerHost host, HttpMethod method, string path, string? key)
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("x-functions-key", key);
        using var response = await host.Client.SendAsync(request, Token);
        return response.StatusCode;
    }
}
