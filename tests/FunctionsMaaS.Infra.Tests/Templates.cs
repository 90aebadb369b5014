using FunctionsMaaS.Infra.Tests;
using FunctionsMaaS.Packaging.Signatures;
using FunctionsMaaS.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Templates))]

namespace FunctionsMaaS.Infra.Tests;

/// <summary>
/// The templates in a folder of their own, compiled at most once for all tests: as ARM JSON, and as the resources that each parameter file
/// would create, which is what the compiler calls a snapshot.
/// </summary>
public sealed class Templates : IDisposable
{
    /// <summary>The parameter files of the product, and those that turn on what they leave off.</summary>
    public static readonly string[] Variants = ["main", "main.dev", "main.prod", "closed", "container", "signed"];

    public const string Deployer = "11111111-1111-1111-1111-111111111111";

    /// <summary>A key that the variant <c>signed</c> trusts, as its setting has it.</summary>
    public static readonly string TrustedKey = SigningKey.New().PublicKey("release").ToSetting();

    private static readonly Dictionary<string, string> Environment = new()
    {
        ["AZURE_ENV_NAME"] = "test",
        ["AZURE_LOCATION"] = "westeurope",
        ["AZURE_PRINCIPAL_ID"] = Deployer,
        ["MAAS_ALERT_EMAILS"] = "ops@example.org",
        ["MAAS_ALLOWED_IP_ADDRESSES"] = "203.0.113.7,198.51.100.0/24",
        ["MAAS_DEPLOYER_PRINCIPAL_ID"] = Deployer,
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("maas-infra-");
    private readonly Dictionary<string, Lazy<Task<Deployment>>> _deployments;
    private readonly Lazy<Task<string>> _compiled;

    public Templates()
    {
        CopyFolder(Repository.PathOf("infra"), _folder.FullName);
        Write("closed.bicepparam", """
            using 'main.bicep'
            param environmentName = 'closed'
            param privateNetwork = true
            param alertEmails = ['ops@example.org']
            param serverImage = 'registry.example.org/maas:1'
            """);
        Write("container.bicepparam", """
            using 'main.bicep'
            param environmentName = 'container'
            param acceptFeedback = true
            param serverImage = 'registry.example.org/maas:1'
            param serverRegistryName = 'registry'
            param serverKeyVaultName = 'vault-of-maas'
            """);
        Write("signed.bicepparam", $$"""
            using 'main.bicep'
            param environmentName = 'signed'
            param trustedKeys = { release: '{{TrustedKey}}' }
            param signingKeyVaultName = 'vault-of-signer'
            param serverImage = 'registry.example.org/maas:1'
            """);
        _deployments = Variants.ToDictionary(v => v, v => new Lazy<Task<Deployment>>(() => SnapshotAsync(v)));
        _compiled = new(() => CompileAsync());
    }

    /// <summary>The ARM template.</summary>
    public Task<string> CompiledAsync() => _compiled.Value;

    /// <summary>What a parameter file would create.</summary>
    internal Task<Deployment> DeployAsync(string variant) => _deployments[variant].Value;

    /// <summary>Runs the compiler in the folder.</summary>
    internal Task<CommandResult> BicepAsync(params string[] arguments) =>
        CommandLine.RunAsync("bash", [Repository.PathOf("infra", "bicep"), .. arguments.Select(a => a.EndsWith(".bicep", StringComparison.Ordinal) || a.EndsWith(".bicepparam", StringComparison.Ordinal) ? PathOf(a) : a)], Environment);

    /// <summary>Adds a file to the folder.</summary>
    internal void Write(string file, string text) => File.WriteAllText(PathOf(file), text);

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(string file) => Path.Combine(_folder.FullName, file);

    private async Task<string> CompileAsync()
    {
        var result = await BicepAsync("build", "main.bicep", "--stdout");
        Assert.True(result is { ExitCode: 0, Error: "" }, result.Error);
        return result.Output;
    }

    private async Task<Deployment> SnapshotAsync(string variant)
    {
        var result = await BicepAsync(
            "snapshot", variant + ".bicepparam", "--subscription-id", Guid.Empty.ToString(), "--resource-group", "rg-maas", "--location", "westeurope");
        Assert.True(result is { ExitCode: 0, Everything: "" }, result.Everything);
        return Deployment.Parse(await File.ReadAllTextAsync(PathOf(variant + ".snapshot.json")));
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }
}
