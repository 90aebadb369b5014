using System.Text.RegularExpressions;
using System.Xml.Linq;
using FunctionsMaaS.Http;
using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Testing;
using Xunit;

namespace FunctionsMaaS.Infra.Tests;

public sealed partial class FunctionAppTests(Templates templates)
{
    private const string Site = "Microsoft.Web/sites";

    /// <summary>What a Flex Consumption app must not be told (Microsoft Learn, "App settings reference", section "Flex Consumption plan deprecations").</summary>
    private static readonly string[] DeprecatedSettings =
    [
        "ENABLE_ORYX_BUILD", "FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_WORKER_PROCESS_COUNT", "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_WORKER_RUNTIME_VERSION",
        "SCM_DO_BUILD_DURING_DEPLOYMENT", "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "WEBSITE_CONTENTOVERVNET", "WEBSITE_CONTENTSHARE",
        "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT", "WEBSITE_RUN_FROM_PACKAGE", "WEBSITE_VNET_ROUTE_ALL",
    ];

    public static TheoryData<string> Variants => [.. Templates.Variants];

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Apps_run_on_Flex_Consumption_each_on_a_plan_of_its_own(string variant)
    {
        var deployment = await templates.DeployAsync(variant);
        var plans = deployment.All("Microsoft.Web/serverfarms");
        Assert.All(plans, p => Assert.Equal("FC1", p.Text("sku.name")));
        Assert.Equal(
            plans.Select(p => p.Id).Order(StringComparer.Ordinal),
            deployment.All(Site).Select(s => s.Text("properties.serverFarmId")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Apps_run_the_framework_that_the_product_is_built_for()
    {
        var framework = XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("TargetFramework").Single().Value;
        Assert.All((await templates.DeployAsync("main")).All(Site), s =>
        {
            Assert.Equal("dotnet-isolated", s.Text("properties.functionAppConfig.runtime.name"));
            Assert.Equal(framework, "net" + s.Text("properties.functionAppConfig.runtime.version"));
        });
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Packages_are_deployed_by_identity(string variant) =>
        Assert.All((await templates.DeployAsync(variant)).All(Site), s =>
        {
            Assert.Equal("blobContainer", s.Text("properties.functionAppConfig.deployment.storage.type"));
            Assert.Equal("UserAssignedIdentity", s.Text("properties.functionAppConfig.deployment.storage.authentication.type"));
        });

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Apps_speak_https_with_TLS_1_2_only(string variant) =>
        Assert.All((await templates.DeployAsync(variant)).All(Site), s =>
        {
            Assert.True(s.Flag("properties.httpsOnly"), s.Name);
            Assert.Equal("1.2", s.Text("properties.siteConfig.minTlsVersion"));
            Assert.Equal("1.2", s.Text("properties.siteConfig.scmMinTlsVersion"));
        });

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Nobody_publishes_to_an_app_by_FTP_or_password(string variant)
    {
        var deployment = await templates.DeployAsync(variant);
        Assert.All(deployment.All(Site), s => Assert.Equal("Disabled", s.Text("properties.siteConfig.ftpsState")));
        var policies = deployment.All("Microsoft.Web/sites/basicPublishingCredentialsPolicies");
        Assert.All(policies, p => Assert.False(p.Flag("properties.allow"), p.Name));
        Assert.Equal(
            deployment.All(Site).SelectMany(s => new[] { s.Name + "/ftp", s.Name + "/scm" }).Order(StringComparer.Ordinal),
            policies.Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task In_production_instances_for_http_are_always_ready()
    {
        var ready = Assert.Single((await templates.DeployAsync("main.prod")).One(Site, "func-classify-").At("properties.functionAppConfig.scaleAndConcurrency.alwaysReady").EnumerateArray());
        Assert.Equal("http", ready.GetProperty("name").GetString());
        Assert.InRange(ready.GetProperty("instanceCount").GetInt32(), 2, 20);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task The_number_of_instances_is_bounded(string variant) =>
        Assert.All((await templates.DeployAsync(variant)).All(Site), s =>
            Assert.InRange(s.Number("properties.functionAppConfig.scaleAndConcurrency.maximumInstanceCount"), 40, 1000));

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task The_host_keeps_its_state_by_identity(string variant)
    {
        foreach (var app in new[] { "classify", "retrain" })
        {
            var settings = (await templates.DeployAsync(variant)).Settings(app);
            Assert.Equal("managedidentity", settings["AzureWebJobsStorage__credential"]);
            Assert.False(settings.ContainsKey("AzureWebJobsStorage"));
        }
    }

    [Theory]
    [InlineData("classify")]
    [InlineData("retrain")]
    public async Task The_playground_is_not_hidden_by_the_home_page_of_the_host(string app) =>
        Assert.Equal("true", (await templates.DeployAsync("main")).Settings(app)["AzureWebJobsDisableHomepage"]);

    [Theory]
    [InlineData("classify")]
    [InlineData("retrain")]
    public async Task No_setting_is_one_that_Flex_Consumption_refuses(string app) =>
        Assert.Empty((await templates.DeployAsync("main")).Settings(app).Keys.Intersect(DeprecatedSettings));

    [Fact]
    public async Task The_classifying_app_runs_no_function_that_changes_the_registry()
    {
        var writing = MaasRoutes.Table.Where(r => r.Level == AccessLevel.Admin).Select(r => r.Name).Concat(TimerFunctions());
        Assert.Equal(writing.Order(StringComparer.Ordinal), DisabledIn(await templates.DeployAsync("main"), "classify"));
    }

    [Fact]
    public async Task The_retraining_app_runs_no_function_that_takes_texts_from_outside()
    {
        var taking = MaasRoutes.Table.Where(r => r.Level != AccessLevel.Admin && r.Methods.Contains("POST")).Select(r => r.Name);
        Assert.Equal(taking.Order(StringComparer.Ordinal), DisabledIn(await templates.DeployAsync("main"), "retrain"));
    }

    [Fact]
    public async Task Beside_a_private_network_the_retraining_app_answers_named_addresses_only()
    {
        var site = (await templates.DeployAsync("main.prod")).One(Site, "func-retrain-");
        Assert.Equal("Deny", site.Text("properties.siteConfig.ipSecurityRestrictionsDefaultAction"));
        Assert.Equal(
            ["203.0.113.7/32", "198.51.100.0/24"],
            site.At("properties.siteConfig.ipSecurityRestrictions").EnumerateArray().Select(r => r.GetProperty("ipAddress").GetString()!));
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("main.prod")]
    public async Task Apps_join_a_private_network_in_subnets_of_their_own(string variant)
    {
        var deployment = await templates.DeployAsync(variant);
        var network = Assert.Single(deployment.All("Microsoft.Network/virtualNetworks"));
        var subnets = network.At("properties.subnets").EnumerateArray().Select(s => $"{network.Id}/subnets/{s.GetProperty("name").GetString()}").ToArray();
        var joined = deployment.All(Site).Select(s => s.Text("properties.virtualNetworkSubnetId")).ToArray();
        Assert.Subset(subnets.ToHashSet(), joined.ToHashSet());
        Assert.Equal(joined.Length, joined.Distinct().Count());
    }

    [Fact]
    public async Task Each_app_is_a_service_of_azd()
    {
        var services = ServiceLine().Matches(await File.ReadAllTextAsync(Repository.PathOf("azure.yaml"), TestContext.Current.CancellationToken)).Select(m => m.Groups[1].Value);
        Assert.Equal(
            services.Order(StringComparer.Ordinal),
            (await templates.DeployAsync("main")).All(Site).Select(s => s.At("tags").GetProperty("azd-service-name").GetString()!).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> DisabledIn(Deployment deployment, string app) =>
        deployment.Settings(app).Where(s => s.Value == "true").Select(s => DisabledSetting().Match(s.Key)).Where(m => m.Success).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal);

    private static IEnumerable<string> TimerFunctions() =>
        Directory.GetFiles(Repository.PathOf("src", "FunctionsMaaS.Functions"), "*Triggers.cs").SelectMany(f => TimerMethod().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"^AzureWebJobs\.(\w+)\.Disabled$")]
    private static partial Regex DisabledSetting();

    [GeneratedRegex(@"public Task (\w+)\(\s*\[TimerTrigger")]
    private static partial Regex TimerMethod();

    [GeneratedRegex(@"^  (\w+):\r?\n    project:", RegexOptions.Multiline)]
    private static partial Regex ServiceLine();
}
