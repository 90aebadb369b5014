using System.Net.Http.Headers;
using FunctionsMaaS.Testing.Http.Contract;
using Xunit;

namespace FunctionsMaaS.Server.Tests.OpenApi;

/// <summary>Calls every documented operation with each of its documented examples and holds the answer to its documented schema.</summary>
public sealed class OperationsTests(ContractHost host) : IClassFixture<ContractHost>
{
    public static TheoryData<string, string> Examples =>
        [.. ApiContract.Committed.Operations.SelectMany(o => o.Requests.Select(r => (o.Id, r.Name)).DefaultIfEmpty((o.Id, "")))];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task A_documented_example_is_answered_as_documented(string operationId, string example)
    {
        var operation = host.Contract.Operations.Single(o => o.Id == operationId);
        await host.PrepareAsync(operationId, TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(new(operation.Method), operation.ExamplePath);
        request.Headers.Add("x-functions-key", operation.Level == "admin" ? ContractHost.AdminKey : ContractHost.FunctionKey);
        if (operation.Requests.FirstOrDefault(r => r.Name == example) is { } body)
            request.Content = new ByteArrayContent(body.Body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(body.MediaType) } };
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await ApiAnswer.ReadAsync(response, TestContext.Current.CancellationToken);
        Assert.True(answer.Status is >= 200 and < 300, $"{answer.Status} {System.Text.Encoding.UTF8.GetString(answer.Body.Span)}");
        Assert.Null(host.Contract.Violation(operation.Method, operation.ExamplePath, answer));
    }
}
