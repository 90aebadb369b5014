using FunctionsMaaS.Testing.Http.Fuzz;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace FunctionsMaaS.Server.Tests.OpenApi;

/// <summary>The short form of the campaign that <c>bench fuzz</c> runs.</summary>
public sealed class FuzzTests(ContractHost host) : IClassFixture<ContractHost>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_answer_to_generated_requests_keeps_the_contract(ulong seed)
    {
        var requests = FuzzRequests.Of(host.Contract, ContractHost.FunctionKey, ContractHost.AdminKey);
        var options = new FuzzOptions(Requests: 4_000, seed, Workers: 2, Timeout: TimeSpan.FromSeconds(30), RawTargets: false);
        var result = await new FuzzCampaign(host.Client, host.Contract, requests, options).RunAsync(TestContext.Current.CancellationToken);
        Assert.True(result.Violated == 0, string.Join("\n\n", result.Violations));
        Assert.Equal(4_000, result.Requests);
        Assert.All(host.Contract.Operations, o => Assert.True(result.Answers.Any(a => a.Key.Operation == o.Id), $"{o.Id} was never reached"));
    }

    [Theory]
    [InlineData("/api/models/./retrain", "/api/models/retrain")]
    [InlineData("/api/models/%2e/retrain", "/api/models/retrain")]
    [InlineData("/1/..", "/")]
    [InlineData("/api/models/...", "/api/models/...")]
    [InlineData("/api/models//versions/a%2Fb", "/api/models//versions/a%2Fb")]
    public async Task A_server_routes_a_path_as_the_contract_is_asked_for_it(string sent, string routed)
    {
        await using var kestrel = await RoutedPaths.StartAsync();
        Assert.Equal(routed, new FuzzRequest("GET", sent, "", [], null, null, Chunked: false).RoutedPath);
        Assert.Equal(routed, await kestrel.OfAsync(new FuzzRequest("GET", sent, "", [], null, null, Chunked: false)));
    }

    /// <summary>Kestrel, which says what path it was asked for.</summary>
    private sealed class RoutedPaths(WebApplication app) : IAsyncDisposable
    {
        private readonly HttpClient _client = new() { BaseAddress = new(app.Urls.First()) };

        public static async Task<RoutedPaths> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            var app = builder.Build();
            app.Run(context => context.Response.WriteAsync(context.Request.Path.ToUriComponent()));
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new(app);
        }

        public async Task<string> OfAsync(FuzzRequest request)
        {
            using var message = request.ToMessage(_client.BaseAddress!, raw: true);
            using var answer = await _client.SendAsync(message, TestContext.Current.CancellationToken);
            return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await app.DisposeAsync();
        }
    }
}
