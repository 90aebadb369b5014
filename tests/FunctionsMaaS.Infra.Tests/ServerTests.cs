using System.Text.RegularExpressions;
using FunctionsMaaS.Testing;
using Xunit;

namespace FunctionsMaaS.Infra.Tests;

public sealed partial class ServerTests(Templates templates)
{
    [Theory]
    [InlineData("main")]
    [InlineData("main.dev")]
    [InlineData("main.prod")]
    public async Task There_is_no_container_unless_an_image_is_named(string variant) =>
        Assert.Empty((await templates.DeployAsync(variant)).Any("Microsoft.App/containerApps"));

    [Fact]
    public async Task KEDA_scales_the_server_by_requests_at_the_same_time()
    {
        var server = await ServerAsync();
        var rule = Assert.Single(server.At("properties.template.scale.rules").EnumerateArray());
        Assert.InRange(int.Parse(rule.GetProperty("http").GetProperty("metadata").GetProperty("concurrentRequests").GetString()!, System.Globalization.CultureInfo.InvariantCulture), 1, 1000);
        Assert.InRange(server.Number("properties.template.scale.maxReplicas"), 1, 300);
    }

    [Fact]
    public async Task The_server_takes_no_plain_http() =>
        Assert.False((await ServerAsync()).Flag("properties.configuration.ingress.allowInsecure"));

    [Fact]
    public async Task The_port_is_the_one_that_the_image_listens_on()
    {
        var port = (await ServerAsync()).Number("properties.configuration.ingress.targetPort");
        var image = await File.ReadAllTextAsync(Repository.PathOf("Dockerfile"), TestContext.Current.CancellationToken);
        Assert.Equal(ListensOn().Match(image).Groups[1].Value, port.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_image_asks_after_its_health_with_the_one_program_it_has()
    {
        var image = await File.ReadAllTextAsync(Repository.PathOf("Dockerfile"), TestContext.Current.CancellationToken);
        Assert.Contains("CMD [\"dotnet\", \"FunctionsMaaS.Server.dll\", \"--health\"]", image, StringComparison.Ordinal);
        Assert.Contains("-chiseled AS final", image, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probes_ask_where_the_service_answers()
    {
        var probes = (await ServerAsync()).At("properties.template.containers")[0].GetProperty("probes").EnumerateArray()
            .ToDictionary(p => p.GetProperty("type").GetString()!, p => p.GetProperty("httpGet").GetProperty("path").GetString()!);
        Assert.Equal(["Liveness", "Readiness", "Startup"], probes.Keys.Order(StringComparer.Ordinal));
        Assert.Subset(Http.MaasRoutes.Table.Select(r => "/" + r.Pattern).ToHashSet(), probes.Values.ToHashSet());
    }

    [Fact]
    public async Task Keys_of_the_server_stay_in_the_vault()
    {
        var server = await ServerAsync();
        var secrets = server.At("properties.configuration.secrets").EnumerateArray().ToArray();
        Assert.Equal(2, secrets.Length);
        Assert.All(secrets, s =>
        {
            Assert.True(s.TryGetProperty("keyVaultUrl", out _));
            Assert.False(s.TryGetProperty("value", out _));
        });
        var keys = server.At("properties.template.containers")[0].GetProperty("env").EnumerateArray()
            .Where(e => e.GetProperty("name").GetString()!.StartsWith("Maas__Keys__", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["Maas__Keys__Admin", "Maas__Keys__Function"], keys.Select(k => k.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(keys, k => Assert.True(k.TryGetProperty("secretRef", out _)));
    }

    [Fact]
    public async Task A_server_without_keys_is_not_on_the_Internet()
    {
        Assert.False(Assert.Single((await templates.DeployAsync("closed")).All("Microsoft.App/containerApps")).Flag("properties.configuration.ingress.external"));
        Assert.True((await ServerAsync()).Flag("properties.configuration.ingress.external"));
    }

    private async Task<Resource> ServerAsync() => Assert.Single((await templates.DeployAsync("container")).All("Microsoft.App/containerApps"));

    [GeneratedRegex(@"ASPNETCORE_URLS=http://\+:(\d+)")]
    private static partial Regex ListensOn();
}
