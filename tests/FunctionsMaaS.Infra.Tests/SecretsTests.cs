using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace FunctionsMaaS.Infra.Tests;

public sealed partial class SecretsTests(Templates templates)
{
    public static TheoryData<string> Variants => [.. Templates.Variants];

    [Fact]
    public async Task The_template_never_asks_for_a_key() => Assert.DoesNotMatch(ListFunction(), await templates.CompiledAsync());

    [Fact]
    public async Task No_output_is_a_secret()
    {
        var compiled = JsonDocument.Parse(await templates.CompiledAsync()).RootElement;
        var outputs = compiled.GetProperty("outputs").EnumerateObject().ToArray();
        Assert.NotEmpty(outputs);
        Assert.All(outputs, o =>
        {
            Assert.Equal("string", o.Value.GetProperty("type").GetString());
            Assert.DoesNotMatch(SecretWord(), o.Name + o.Value.GetProperty("value").GetString());
        });
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task No_setting_of_an_app_is_a_secret(string variant)
    {
        foreach (var app in new[] { "classify", "retrain" })
        {
            var settings = (await templates.DeployAsync(variant)).Settings(app).Where(s => !IsPublic(s.Key) && !VaultReference().IsMatch(s.Value));
            Assert.All(settings, s => Assert.DoesNotMatch(SecretWord(), s.Key + "=" + s.Value));
        }
    }

    [Fact]
    public async Task The_key_that_signs_stays_in_the_vault_and_is_told_to_the_retraining_app_alone()
    {
        var deployment = await templates.DeployAsync("signed");
        Assert.Equal("@Microsoft.KeyVault(VaultName=vault-of-signer;SecretName=maas-signing-key)", deployment.Settings("retrain")["Maas__Signing__PrivateKey"]);
        Assert.DoesNotContain("Maas__Signing__PrivateKey", deployment.Settings("classify").Keys);
        var app = deployment.One("Microsoft.Web/sites", "func-retrain-");
        Assert.Contains("/id-retrain-", app.Text("properties.keyVaultReferenceIdentity"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_parameter_is_a_secret() =>
        Assert.DoesNotContain("\"type\": \"secure", await templates.CompiledAsync(), StringComparison.OrdinalIgnoreCase);

    /// <summary>The connection string of Application Insights is an address, as without local authentication its key opens nothing; what verifies is public.</summary>
    private static bool IsPublic(string setting) =>
        setting == "APPLICATIONINSIGHTS_CONNECTION_STRING" || setting.StartsWith("Maas__Signing__TrustedKeys__", StringComparison.Ordinal);

    [GeneratedRegex(@"^@Microsoft\.KeyVault\(VaultName=[\w-]+;SecretName=[\w-]+\)$", RegexOptions.CultureInvariant)]
    private static partial Regex VaultReference();

    [GeneratedRegex(@"\blist[A-Z]\w*\s*\(|\blist\s*\(", RegexOptions.CultureInvariant)]
    private static partial Regex ListFunction();

    /// <summary>Case matters: names are spelled so, while the tokens in names of resources are small letters at random.</summary>
    [GeneratedRegex("Key|Secret|Password|Signature|ConnectionString")]
    private static partial Regex SecretWord();
}
