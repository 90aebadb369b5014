using System.Net;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Http;
using Xunit;

namespace FunctionsMaaS.Functions.Tests;

/// <summary>Behind the Functions host, every connection comes from the host; the last address that was forwarded is the caller's.</summary>
public sealed class CallerTests
{
    [Theory]
    [InlineData("192.0.2.1:5000", "192.0.2.1:6000")]
    [InlineData("192.0.2.1", "198.51.100.9, 192.0.2.1:7")]
    [InlineData("[2001:db8:1:2::1]:5000", "2001:db8:1:2::9")]
    public async Task Requests_of_one_address_are_counted_together(string first, string second)
    {
        await using var host = await FunctionsHost.StartAsync(new(new MemoryObjectStore(), new Dictionary<string, string?>
        {
            ["Maas:Limits:RatePerCaller"] = "0.001",
            ["Maas:Limits:BurstPerCaller"] = "1",
        }));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, first));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync(host, second));
    }

    private static async Task<HttpStatusCode> AskAsync(HttpHost host, string forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/models") { Headers = { { "X-Forwarded-For", forwardedFor } } };
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
