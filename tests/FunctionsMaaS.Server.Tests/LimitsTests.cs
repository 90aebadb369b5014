using System.Net;
using System.Net.Sockets;
using System.Text;
using FunctionsMaaS.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace FunctionsMaaS.Server.Tests;

/// <summary>Limits that only a server has: by address, and on slow connections, these on real sockets.</summary>
public sealed class LimitsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9")]
    public async Task One_address_or_network_is_one_caller(string first, string second)
    {
        await using var host = Start(("RatePerCaller", "0.001"), ("BurstPerCaller", "1"));
        using var client = host.GetTestClient();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(client, first, null));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync(client, second, null));
    }

    [Fact]
    public async Task A_header_does_not_make_a_caller_another()
    {
        await using var host = Start(("RatePerCaller", "0.001"), ("BurstPerCaller", "1"));
        using var client = host.GetTestClient();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(client, "192.0.2.1", "198.51.100.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync(client, "192.0.2.1", "198.51.100.2"));
    }

    [Fact]
    public async Task Many_addresses_are_many_callers_but_for_the_few_that_share_a_counter()
    {
        await using var host = Start(("RatePerCaller", "0.001"), ("BurstPerCaller", "1"));
        using var client = host.GetTestClient();
        var refused = 0;
        for (var i = 0; i < 200; i++)
            refused += await AskAsync(client, $"192.0.2.{i}", null) == HttpStatusCode.OK ? 0 : 1;
        // Of 200 in 65,536, one pair is to be expected in three runs; ten would be one in 10^12.
        Assert.InRange(refused, 0, 9);
    }

    [Fact]
    public async Task Headers_that_do_not_come_in_time_end_the_connection_with_408()
    {
        using var server = StartOnSocket(("HeadersTimeout", "00:00:01"));
        Assert.StartsWith("HTTP/1.1 408 ", await SayAsync(server, "POST /api/classify HTTP/1.1\r\nHost: x\r\nContent-Type"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_stalls_on_a_real_connection_is_answered_with_a_problem()
    {
        using var server = StartOnSocket(("RequestTimeout", "00:00:00.5"));
        var answer = await SayAsync(server, "POST /api/classify HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"te");
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("urn:functionsmaas:problem:body-too-slow", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_trickles_is_answered_with_a_problem()
    {
        using var server = StartOnSocket(("MinBytesPerSecond", "1000000"));
        var answer = await SayAsync(server, "POST /api/classify HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"te");
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("urn:functionsmaas:problem:body-too-slow", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_does_not_say_what_it_is()
    {
        using var server = StartOnSocket();
        var answer = await SayAsync(server, "GET /api/health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\nServer:", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_connection_over_the_limit_is_closed()
    {
        using var server = StartOnSocket(("MaxConnections", "1"));
        using var first = await ConnectAsync(server);
        await first.GetStream().WriteAsync("GET /api/health/live HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), Token);
        Assert.NotEqual(0, await first.GetStream().ReadAsync(new byte[1], Token));
        Assert.Equal("", await SayAsync(server, "GET /api/health/live HTTP/1.1\r\nHost: x\r\n\r\n"));
    }

    private static TestApp Start(params (string Name, string Value)[] limits) => new(limits);

    private static WebApplicationFactory<Program> StartOnSocket(params (string Name, string Value)[] limits)
    {
        var factory = new TestApp(limits);
        factory.UseKestrel(0);
        factory.StartServer();
        return factory;
    }

    private static async Task<TcpClient> ConnectAsync(WebApplicationFactory<Program> server)
    {
        var address = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Token);
        return client;
    }

    /// <summary>Sends these bytes and no more, and reads until the server closes the connection.</summary>
    private static async Task<string> SayAsync(WebApplicationFactory<Program> server, string bytes)
    {
        using var client = await ConnectAsync(server);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(bytes), Token);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return await reader.ReadToEndAsync(Token);
        }
        catch (IOException)
        {
            // Closed while something was on its way.
            return "";
        }
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, string from, string? forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/models") { Headers = { { TestApp.From, from } } };
        if (forwardedFor is not null)
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        using var response = await client.SendAsync(request, Token);
        return response.StatusCode;
    }

    /// <summary>The server, with requests that say in a header where they come from.</summary>
    private sealed class TestApp((string Name, string Value)[] limits) : WebApplicationFactory<Program>, IStartupFilter
    {
        public const string From = "X-Test-From";

        public HttpClient GetTestClient() => CreateClient();

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((HttpContext context, RequestDelegate rest) =>
            {
                if (context.Request.Headers.TryGetValue(From, out var address))
                    context.Connection.RemoteIpAddress = IPAddress.Parse(address.ToString());
                return rest(context);
            });
            next(app);
        };

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (name, value) in limits)
                builder.UseSetting($"Maas:Limits:{name}", value);
            builder.ConfigureTestServices(services =>
            {
                services.Replace(ServiceDescriptor.Singleton<IObjectStore>(new MemoryObjectStore()));
                services.Remove(services.Single(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType == typeof(Bootstrapper)));
                services.AddSingleton<IStartupFilter>(this);
            });
        }
    }
}
