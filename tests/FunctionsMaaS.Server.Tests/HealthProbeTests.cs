using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FunctionsMaaS.Server.Tests;

public sealed class HealthProbeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, 0)]
    [InlineData(503, 1)]
    public async Task It_says_what_readiness_says(int status, int exitCode)
    {
        string? asked = null;
        await using var server = await StartAsync(context =>
        {
            asked = context.Request.Path;
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        using var error = new StringWriter();
        Assert.Equal(exitCode, await HealthProbe.RunAsync(["--health", "--urls", AddressOf(server)], error));
        Assert.Equal("/api/health/ready", asked);
        Assert.Equal(exitCode == 0, error.ToString().Length == 0);
    }

    [Fact]
    public async Task Without_a_server_it_fails_with_one_line_and_starts_none()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FunctionsMaaS.Server.dll"), "--health", "--urls", "http://127.0.0.1:9"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var error = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith("Not ready: http://127.0.0.1:9/api/health/ready does not answer.", error, StringComparison.Ordinal);
        Assert.Empty(await output);
    }

    [Theory]
    [InlineData("http://+:8080", "http://127.0.0.1:8080/api/health/ready")]
    [InlineData("http://*:80", "http://127.0.0.1/api/health/ready")]
    [InlineData("http://[::]:8080", "http://127.0.0.1:8080/api/health/ready")]
    [InlineData("http://127.0.0.1:7071", "http://127.0.0.1:7071/api/health/ready")]
    [InlineData("https://+:8443; http://+:8080/", "http://127.0.0.1:8080/api/health/ready")]
    public void It_asks_over_loopback_where_the_server_listens_everywhere(string urls, string address) =>
        Assert.Equal(new Uri(address), HealthProbe.AddressOf(urls));

    private static string AddressOf(WebApplication server) =>
        server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    private static async Task<WebApplication> StartAsync(Microsoft.AspNetCore.Http.RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.Run(answer);
        await server.StartAsync(Token);
        return server;
    }
}
