using FunctionsMaaS.Packaging.Signatures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace FunctionsMaaS.Tests.Packaging.Signatures;

public sealed class SigningOptionsTests
{
    private static readonly SigningKey Key = SigningKey.New();

    [Fact]
    public void Without_settings_nothing_is_signed_and_nothing_required()
    {
        var trust = TrustOf();
        Assert.Equal((false, false), (trust.CanSign, trust.IsRequired));
    }

    [Fact]
    public void A_private_key_signs_and_trusted_keys_make_signatures_required()
    {
        var trust = TrustOf(("PrivateKey", Key.ToPem()), ("TrustedKeys:release", Key.PublicKey("release").ToSetting()), ("TrustedKeys:next", SigningKey.New().PublicKey("next").ToPem()));
        Assert.Equal((true, true), (trust.CanSign, trust.IsRequired));
        Assert.Equal("release", trust.StatusOf([1], Key.Sign([1]).Write(), "m:1").KeyName);
    }

    [Fact]
    public void Every_fault_is_told_at_once_and_no_key_is_shown()
    {
        var secret = Key.ToPem();
        var faults = FaultsOf(("PrivateKey", secret[..80]), ("TrustedKeys:a", secret), ("TrustedKeys:b", "/nowhere"), ("TrustedKeys:c", " "), ("TrustedKeys", "lost.pub"), ("Requird", "true"));
        Assert.Equal(6, faults.Length);
        foreach (var name in new[] { "PrivateKey holds", "TrustedKeys:a holds a private key", "TrustedKeys:b is neither", "TrustedKeys:c is blank", "TrustedKeys has a value of its own", "Requird is not a setting" })
            Assert.Contains(faults, f => f.StartsWith("Maas:Signing:" + name, StringComparison.Ordinal));
        Assert.DoesNotContain(faults, f => f.Contains(secret[40..60], StringComparison.Ordinal));
    }

    [Fact]
    public void What_nothing_could_pass_is_a_fault() =>
        Assert.Contains("nothing could be loaded", Assert.Single(FaultsOf(("Required", "true"))), StringComparison.Ordinal);

    private static ManifestTrust TrustOf(params (string Name, string Value)[] settings)
    {
        using var services = Build(settings);
        return services.GetRequiredService<ManifestTrust>();
    }

    private static string[] FaultsOf(params (string Name, string Value)[] settings)
    {
        using var services = Build(settings);
        return [.. Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<ManifestTrust>()).Failures];
    }

    private static ServiceProvider Build((string Name, string Value)[] settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Maas:Signing:" + s.Name, (string?)s.Value))).Build())
        .AddSigning()
        .BuildServiceProvider();
}
