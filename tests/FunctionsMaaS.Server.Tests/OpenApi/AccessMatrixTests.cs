using System.Net.Http.Headers;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Http.Contract;
using Xunit;

namespace FunctionsMaaS.Server.Tests.OpenApi;

/// <summary>Every documented operation with every kind of key, so that a new route cannot be forgotten. What lies behind the key is of no concern here.</summary>
public sealed class AccessMatrixTests(ContractHost host) : IClassFixture<ContractHost>
{
    private static readonly ApiContract Committed = ApiContract.Parse(File.ReadAllBytes(Repository.PathOf("src", "FunctionsMaaS.Http", "OpenApi", "openapi.json")));

    private static readonly Dictionary<string, string?> Keys = new()
    {
        ["none"] = null,
        ["empty"] = "",
        ["wrong"] = "wrong-key-of-this-test",
        ["function"] = ContractHost.FunctionKey,
        ["admin"] = ContractHost.AdminKey,
    };

    public static TheoryData<string, string> Matrix => [.. Committed.Operations.SelectMany(o => Keys.Keys.Select(k => (o.Id, k)))];

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task An_operation_opens_to_the_keys_of_its_level_alone(string operationId, string key)
    {
        var operation = host.Contract.Operations.Single(o => o.Id == operationId);
        using var request = new HttpRequestMessage(new(operation.Method), operation.ExamplePath);
        if (Keys[key] is { } value)
            request.Headers.TryAddWithoutValidation("x-functions-key", value);
        if (operation.Requests is [var example, ..])
            request.Content = new ByteArrayContent(example.Body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(example.MediaType) } };
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await ApiAnswer.ReadAsync(response, TestContext.Current.CancellationToken);
        Assert.Equal(Expected(operation.Level, key), answer.Status is 401 or 403 ? answer.Status : 200);
        Assert.Null(host.Contract.Violation(operation.Method, operation.ExamplePath, answer));
    }

    private static int Expected(string level, string key) => (level, key) switch
    {
        ("anonymous", _) => 200,
        (_, "none" or "empty" or "wrong") => 401,
        ("admin", "function") => 403,
        _ => 200,
    };
}
