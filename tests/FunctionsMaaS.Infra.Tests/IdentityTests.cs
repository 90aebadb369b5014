using Xunit;

namespace FunctionsMaaS.Infra.Tests;

public sealed class IdentityTests(Templates templates)
{
    private const string Classify = "userAssignedIdentities/id-classify-";
    private const string Retrain = "userAssignedIdentities/id-retrain-";

    public static TheoryData<string> Variants => [.. Templates.Variants];

    [Theory]
    [InlineData("main")]
    [InlineData("main.dev")]
    [InlineData("main.prod")]
    [InlineData("closed")]
    public async Task The_classifying_identity_reads_models_writes_counts_and_owns_only_the_storage_of_its_own_host(string variant)
    {
        var telemetry = (await templates.DeployAsync(variant)).One("Microsoft.Insights/components", "appi-").Name[..^14];
        Assert.Equal(
            [
                $"Monitoring Metrics Publisher on {telemetry}",
                "Storage Blob Data Contributor on stclassify/deployment",
                "Storage Blob Data Contributor on stmaas/stats",
                "Storage Blob Data Owner on stclassify",
                "Storage Blob Data Reader on stmaas/models",
            ],
            (await templates.DeployAsync(variant)).GrantsOf(Classify));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task The_retraining_identity_writes_models_and_what_it_learns_from_and_reads_counts(string variant)
    {
        var telemetry = (await templates.DeployAsync(variant)).One("Microsoft.Insights/components", "appi-").Name[..^14];
        Assert.Equal(
            [
                $"Monitoring Metrics Publisher on {telemetry}",
                "Storage Blob Data Contributor on stmaas/datasets",
                "Storage Blob Data Contributor on stmaas/feedback",
                "Storage Blob Data Contributor on stmaas/models",
                "Storage Blob Data Contributor on stretrain/deployment",
                "Storage Blob Data Owner on stretrain",
                "Storage Blob Data Reader on stmaas/stats",
            ],
            (await templates.DeployAsync(variant)).GrantsOf(Retrain));
    }

    [Fact]
    public async Task Feedback_and_a_container_add_nothing_to_the_classifying_identity_but_what_they_need() =>
        Assert.Equal(
            [
                "AcrPull on registry",
                "Key Vault Secrets User on vault-of-maas/maas-admin-key",
                "Key Vault Secrets User on vault-of-maas/maas-function-key",
                "Monitoring Metrics Publisher on appi-container",
                "Storage Blob Data Contributor on stclassify/deployment",
                "Storage Blob Data Contributor on stmaas/feedback",
                "Storage Blob Data Contributor on stmaas/stats",
                "Storage Blob Data Owner on stclassify",
                "Storage Blob Data Reader on stmaas/models",
            ],
            (await templates.DeployAsync("container")).GrantsOf(Classify));

    [Fact]
    public async Task The_deployer_publishes_models_and_datasets_and_no_more() =>
        Assert.Equal(
            ["Storage Blob Data Contributor on stmaas/datasets", "Storage Blob Data Contributor on stmaas/models"],
            (await templates.DeployAsync("main.dev")).GrantsOf(Templates.Deployer));

    [Fact]
    public async Task Without_a_deployer_nobody_else_is_given_anything()
    {
        var deployment = await templates.DeployAsync("closed");
        Assert.Equal(
            deployment.All("Microsoft.Authorization/roleAssignments").Count,
            deployment.GrantsOf(Classify).Count + deployment.GrantsOf(Retrain).Count);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task No_role_is_given_on_the_account_of_the_models_or_on_anything_wider(string variant) =>
        Assert.All((await templates.DeployAsync(variant)).All("Microsoft.Authorization/roleAssignments"), a =>
        {
            Assert.Contains("/providers/Microsoft.", a.Id[..a.Id.LastIndexOf("/providers/Microsoft.Authorization/", StringComparison.Ordinal)], StringComparison.Ordinal);
            Assert.NotEqual("stmaas", Scope.Of(a.Id));
        });

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Role_assignments_are_named_by_guid_so_that_a_second_deployment_finds_them(string variant) =>
        Assert.All((await templates.DeployAsync(variant)).All("Microsoft.Authorization/roleAssignments"), a => Assert.True(Guid.TryParse(a.Name, out _), a.Name));

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Each_app_runs_as_its_own_identity_and_no_other(string variant)
    {
        var deployment = await templates.DeployAsync(variant);
        foreach (var app in new[] { "classify", "retrain" })
        {
            var identity = deployment.One("Microsoft.Web/sites", $"func-{app}-").At("identity");
            Assert.Equal("UserAssigned", identity.GetProperty("type").GetString());
            Assert.Contains($"/id-{app}-", Assert.Single(identity.GetProperty("userAssignedIdentities").EnumerateObject()).Name, StringComparison.Ordinal);
        }
    }
}
