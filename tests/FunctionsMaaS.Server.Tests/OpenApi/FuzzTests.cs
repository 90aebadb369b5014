using FunctionsMaaS.Testing.Http.Fuzz;
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
}
