using System.Diagnostics;
using FunctionsMaaS.Http;
using FunctionsMaaS.OpenApi;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Http.Contract;
using Xunit;

namespace FunctionsMaaS.Server.Tests.OpenApi;

public sealed class DocumentTests
{
    private const string Renew = "renew it: dotnet run --project src/FunctionsMaaS.OpenApi -- src/FunctionsMaaS.Http/OpenApi/openapi.json";

    private static readonly string Document = Repository.PathOf("src", "FunctionsMaaS.Http", "OpenApi", "openapi.json");

    [Fact]
    public void The_committed_document_is_what_the_routes_and_their_types_say() =>
        Assert.True(ApiDocument.Write() == File.ReadAllText(Document), $"{Document} is out of date; {Renew}");

    [Fact]
    public void Every_route_and_method_is_documented()
    {
        var documented = ApiContract.Parse(File.ReadAllBytes(Document)).Operations.Select(o => $"{o.Id} {o.Method} {o.Level}");
        var routes = MaasRoutes.Table.SelectMany(r => r.Methods.Where(m => m != "HEAD").Select(m => $"{r.Name} {m} {r.Level.ToString().ToLowerInvariant()}"));
        Assert.Equal(routes.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_linter_finds_nothing()
    {
        var linter = Repository.PathOf("tests", "node_modules", "@redocly", "cli", "bin", "cli.js");
        Assert.True(File.Exists(linter), "The linter is missing. run: npm ci --prefix tests");
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["REDOCLY_TELEMETRY"] = "off", ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true" } };
        foreach (var argument in new[] { linter, "lint", "--config", Repository.PathOf("tests", "redocly.yaml"), "--max-problems", "20", "--format", "stylish", Document })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var said = await output + errors;
        Assert.True(process.ExitCode == 0, said);
        Assert.DoesNotContain("warning", said.Replace("Deprecation warning: Node.js", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }
}
