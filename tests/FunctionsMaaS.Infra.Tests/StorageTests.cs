using Xunit;

namespace FunctionsMaaS.Infra.Tests;

public sealed class StorageTests(Templates templates)
{
    private const string Account = "Microsoft.Storage/storageAccounts";
    private const string Container = "Microsoft.Storage/storageAccounts/blobServices/containers";

    public static TheoryData<string> Variants => [.. Templates.Variants];

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task No_account_takes_a_shared_key(string variant) =>
        Assert.All((await templates.DeployAsync(variant)).All(Account), a => Assert.False(a.Flag("properties.allowSharedKeyAccess"), a.Name));

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task No_account_has_public_blobs(string variant) =>
        Assert.All((await templates.DeployAsync(variant)).All(Account), a => Assert.False(a.Flag("properties.allowBlobPublicAccess"), a.Name));

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task No_container_is_public(string variant) =>
        Assert.All((await templates.DeployAsync(variant)).All(Container), c => Assert.Equal("None", c.Text("properties.publicAccess")));

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Every_account_asks_for_https_with_TLS_1_2(string variant) =>
        Assert.All((await templates.DeployAsync(variant)).All(Account), a =>
        {
            Assert.True(a.Flag("properties.supportsHttpsTrafficOnly"), a.Name);
            Assert.Equal("TLS1_2", a.Text("properties.minimumTlsVersion"));
        });

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Models_datasets_feedback_and_counts_have_a_container_each(string variant) =>
        Assert.Equal(
            ["datasets", "feedback", "models", "stats"],
            (await templates.DeployAsync(variant)).All(Container).Where(c => c.Name.StartsWith("stmaas", StringComparison.Ordinal)).Select(c => c.Name.Split('/')[^1]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Models_are_versioned(string variant) =>
        Assert.True((await DataServiceAsync(variant)).Flag("properties.isVersioningEnabled"));

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Deleted_models_and_containers_can_be_brought_back_for_a_week_at_least(string variant)
    {
        var service = await DataServiceAsync(variant);
        foreach (var policy in new[] { "properties.deleteRetentionPolicy", "properties.containerDeleteRetentionPolicy" })
        {
            Assert.True(service.Flag(policy + ".enabled"), policy);
            Assert.InRange(service.Number(policy + ".days"), 7, 365);
        }
    }

    [Fact]
    public async Task Only_old_versions_of_blobs_are_ever_deleted_by_rule()
    {
        var policy = Assert.Single((await templates.DeployAsync("main")).All("Microsoft.Storage/storageAccounts/managementPolicies"));
        var rules = policy.At("properties.policy.rules").EnumerateArray();
        Assert.All(rules, r => Assert.Equal(["version"], r.GetProperty("definition").GetProperty("actions").EnumerateObject().Select(a => a.Name)));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Every_app_keeps_its_package_and_keys_in_an_account_of_its_own(string variant)
    {
        var deployment = await templates.DeployAsync(variant);
        foreach (var app in new[] { "classify", "retrain" })
            deployment.One(Container, $"st{app}");
        Assert.Equal(3, deployment.All(Account).Count);
    }

    [Fact]
    public async Task A_private_network_closes_every_account_to_the_Internet() =>
        Assert.All((await templates.DeployAsync("closed")).All(Account), a =>
        {
            Assert.Equal("Disabled", a.Text("properties.publicNetworkAccess"));
            Assert.Equal("Deny", a.Text("properties.networkAcls.defaultAction"));
        });

    [Fact]
    public async Task Named_addresses_alone_pass_the_firewall_of_a_private_account() =>
        Assert.All((await templates.DeployAsync("main.prod")).All(Account), a =>
        {
            Assert.Equal("Deny", a.Text("properties.networkAcls.defaultAction"));
            Assert.Equal(
                ["203.0.113.7", "198.51.100.0/24"],
                a.At("properties.networkAcls.ipRules").EnumerateArray().Select(r => r.GetProperty("value").GetString()!));
        });

    [Theory]
    [InlineData("closed")]
    [InlineData("main.prod")]
    public async Task Every_private_account_has_a_private_address(string variant)
    {
        var deployment = await templates.DeployAsync(variant);
        var targets = deployment.All("Microsoft.Network/privateEndpoints")
            .Select(e => e.At("properties.privateLinkServiceConnections")[0].GetProperty("properties").GetProperty("privateLinkServiceId").GetString()!);
        Assert.Equal(deployment.All(Account).Select(a => a.Id).Order(StringComparer.Ordinal), targets.Order(StringComparer.Ordinal));
    }

    private async Task<Resource> DataServiceAsync(string variant) =>
        (await templates.DeployAsync(variant)).One("Microsoft.Storage/storageAccounts/blobServices", "stmaas");
}
