using System.Text.RegularExpressions;
using FunctionsMaaS.Testing;
using Xunit;

namespace FunctionsMaaS.Infra.Tests;

public sealed class MonitoringTests(Templates templates)
{
    private const string Alert = "Microsoft.Insights/scheduledQueryRules";

    public static TheoryData<string> Variants => [.. Templates.Variants];

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Telemetry_and_logs_are_taken_from_identities_only(string variant)
    {
        var deployment = await templates.DeployAsync(variant);
        Assert.All(deployment.All("Microsoft.Insights/components"), c => Assert.True(c.Flag("properties.DisableLocalAuth"), c.Name));
        Assert.All(deployment.All("Microsoft.OperationalInsights/workspaces"), w => Assert.True(w.Flag("properties.features.disableLocalAuth"), w.Name));
        foreach (var app in new[] { "classify", "retrain" })
            Assert.Contains("Authorization=AAD", deployment.Settings(app)["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("failures", "AppRequests")]
    [InlineData("latency", "percentile(DurationMs, 95)")]
    [InlineData("drift", "maas.drift.psi")]
    [InlineData("staleness", "maas.model.age")]
    public async Task There_is_an_alert_for(string name, string about)
    {
        var rule = (await templates.DeployAsync("main.prod")).One(Alert, $"alert-{name}-");
        Assert.True(rule.Flag("properties.enabled"));
        var criterion = Assert.Single(rule.At("properties.criteria.allOf").EnumerateArray());
        Assert.Contains(about, criterion.GetProperty("query").GetString()!, StringComparison.Ordinal);
        Assert.Contains($" {criterion.GetProperty("metricMeasureColumn").GetString()} =", criterion.GetProperty("query").GetString()!, StringComparison.Ordinal);
        Assert.Equal("GreaterThan", criterion.GetProperty("operator").GetString());
    }

    [Theory]
    [InlineData("drift")]
    [InlineData("staleness")]
    public async Task An_alert_on_a_metric_reads_one_that_there_is(string name)
    {
        var query = (await templates.DeployAsync("main.prod")).One(Alert, $"alert-{name}-").At("properties.criteria.allOf")[0].GetProperty("query").GetString()!;
        var metric = Regex.Match(query, "Name == \"([^\"]+)\"").Groups[1].Value;
        // That page lists exactly the metrics of the code; a test beside the code holds it to that.
        Assert.Contains($"| `{metric}` |", await File.ReadAllTextAsync(Repository.PathOf("docs/monitoring.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_clients_do_wrong_wakes_nobody()
    {
        var query = (await templates.DeployAsync("main.prod")).One(Alert, "alert-failures-").At("properties.criteria.allOf")[0].GetProperty("query").GetString()!;
        Assert.Contains("ResultCode !startswith \"4\"", query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alerts_tell_people_where_addresses_are_given()
    {
        var deployment = await templates.DeployAsync("main.prod");
        var people = Assert.Single(deployment.All("Microsoft.Insights/actionGroups"));
        Assert.Equal("ops@example.org", people.At("properties.emailReceivers")[0].GetProperty("emailAddress").GetString());
        Assert.All(deployment.All(Alert), r => Assert.Equal(people.Id, Assert.Single(r.At("properties.actions.actionGroups").EnumerateArray()).GetString()));
    }

    [Fact]
    public async Task A_budget_is_set_where_it_is_asked_for()
    {
        Assert.Single((await templates.DeployAsync("main.prod")).All("Microsoft.Consumption/budgets"));
        Assert.Empty((await templates.DeployAsync("main")).Any("Microsoft.Consumption/budgets"));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Every_app_and_every_blob_service_writes_diagnostic_logs(string variant)
    {
        var deployment = await templates.DeployAsync(variant);
        var watched = deployment.All("Microsoft.Insights/diagnosticSettings").Select(d => d.Id[..d.Id.LastIndexOf("/providers/", StringComparison.Ordinal)]);
        var all = new[] { "Microsoft.Web/sites", "Microsoft.Storage/storageAccounts/blobServices" }.SelectMany(deployment.All)
            .Concat(deployment.Any("Microsoft.App/managedEnvironments"));
        Assert.Equal(all.Select(r => r.Id).Order(StringComparer.Ordinal), watched.Order(StringComparer.Ordinal));
    }
}
