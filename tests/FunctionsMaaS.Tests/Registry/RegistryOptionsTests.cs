using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace FunctionsMaaS.Tests.Registry;

public sealed class RegistryOptionsTests
{
    private const string Account = "DefaultEndpointsProtocol=https;AccountName=maas;AccountKey=c2VjcmV0LWtleQ==;EndpointSuffix=core.windows.net";

    [Fact]
    public void By_default_the_registry_is_a_folder_under_the_current_one()
    {
        using var services = Services([]);

        Assert.Equal($"folder {Path.GetFullPath(".maas")}", services.GetRequiredService<ModelRegistry>().Description);
        Assert.Equal("models", services.GetRequiredService<IOptions<RegistryOptions>>().Value.Container);
    }

    [Fact]
    public void The_folder_is_taken_from_the_configuration()
    {
        using var folder = new TemporaryFolder();
        using var services = Services(new() { ["Maas:Registry:Path"] = folder.Path });

        Assert.Equal($"folder {folder.Path}", services.GetRequiredService<IObjectStore>().Description);
    }

    [Fact]
    public void A_registry_may_be_in_memory()
    {
        using var services = Services(new() { ["Maas:Registry:Path"] = ":memory:" });

        Assert.IsType<MemoryObjectStore>(services.GetRequiredService<IObjectStore>());
    }

    [Fact]
    public void A_store_registered_before_is_kept()
    {
        var store = new MemoryObjectStore();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton<IObjectStore>(store).AddRegistry().BuildServiceProvider();

        Assert.Same(store, services.GetRequiredService<IObjectStore>());
    }

    [Theory]
    [InlineData("Maas:Registry:BlobServiceUri", "https://maas.blob.core.windows.net")]
    [InlineData("Maas:Registry:ConnectionString", Account)]
    public void Blob_storage_without_its_part_of_the_product_is_an_error_that_says_what_to_call(string key, string value)
    {
        using var services = Services(new() { [key] = value });

        var error = Assert.Throws<InvalidOperationException>(services.GetRequiredService<IObjectStore>);
        Assert.Contains("UseBlobRegistry()", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, ".maas", RegistryKind.Folder)]
    [InlineData(null, null, ":memory:", RegistryKind.Memory)]
    [InlineData(null, "UseDevelopmentStorage=true", ".maas", RegistryKind.ConnectionString)]
    [InlineData("https://maas.blob.core.windows.net", null, ".maas", RegistryKind.BlobServiceUri)]
    [InlineData("https://maas.blob.core.windows.net", "UseDevelopmentStorage=true", ":memory:", RegistryKind.BlobServiceUri)]
    [InlineData(" ", "", ".maas", RegistryKind.Folder)]
    public void The_service_uri_wins_over_the_connection_string_and_that_over_the_path(string? uri, string? connection, string path, RegistryKind kind) =>
        Assert.Equal(kind, new RegistryOptions { BlobServiceUri = uri, ConnectionString = connection, Path = path }.Kind);

    [Theory]
    [InlineData("https://maas.blob.core.windows.net")]
    [InlineData("https://maas.blob.core.windows.net/")]
    [InlineData("https://storage.example.org:8443/account")]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1")]
    [InlineData("http://localhost:10000/devstoreaccount1")]
    public void A_service_uri_is_https_or_local(string uri) => Assert.Empty(FaultsOf(new() { BlobServiceUri = uri }));

    [Theory]
    [InlineData("maas.blob.core.windows.net")]
    [InlineData("ftp://maas.blob.core.windows.net")]
    [InlineData("/relative")]
    [InlineData("http://maas.blob.core.windows.net")]
    [InlineData("http://10.0.0.1:10000/account")]
    public void Another_service_uri_is_refused_and_quoted(string uri)
    {
        var fault = Assert.Single(FaultsOf(new() { BlobServiceUri = uri }));
        Assert.StartsWith($"Maas:Registry:BlobServiceUri is '{uri}'; ", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://maas.blob.core.windows.net?sv=1&sig=secret")]
    [InlineData("https://user:secret@maas.blob.core.windows.net")]
    public void A_service_uri_with_a_secret_is_refused_and_not_quoted(string uri)
    {
        var fault = Assert.Single(FaultsOf(new() { BlobServiceUri = uri }));
        Assert.DoesNotContain("secret", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://myproxy")]
    [InlineData(Account)]
    [InlineData("BlobEndpoint=https://maas.blob.core.windows.net/;SharedAccessSignature=sv=2015-07-08&sig=abc%3D")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1;")]
    public void A_connection_string_names_an_account_and_how_to_enter(string connection) => Assert.Empty(FaultsOf(new() { ConnectionString = connection }));

    [Theory]
    [InlineData("c2VjcmV0LWtleQ==", "is malformed")]
    [InlineData("AccountNme=secret", "is malformed")]
    [InlineData("AccountName=maas;AccountKey", "is malformed")]
    [InlineData("AccountName=maas", "has no 'AccountKey' or 'SharedAccessSignature'")]
    [InlineData("AccountKey=c2VjcmV0", "names no account")]
    [InlineData("AccountName=maas;AccountKey=secret!", "has an 'AccountKey' that is not base64")]
    [InlineData("AccountName=maas;AccountKey=c2VjcmV0;AccountKey=c2VjcmV0", "has 'AccountKey' twice")]
    [InlineData("BlobEndpoint=secret;AccountKey=c2VjcmV0", "has a 'BlobEndpoint' that is not an absolute URI")]
    [InlineData("UseDevelopmentStorage=false", "has a 'UseDevelopmentStorage' that is not 'true'")]
    public void A_malformed_connection_string_is_refused_without_showing_it(string connection, string fault)
    {
        var found = Assert.Single(FaultsOf(new() { ConnectionString = connection }));
        Assert.StartsWith($"Maas:Registry:ConnectionString {fault}", found, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", found, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("models")]
    [InlineData("a1-b2-c3")]
    [InlineData("123")]
    public void A_container_is_named_as_azure_names_containers(string container) => Assert.Empty(FaultsOf(new() { Container = container }));

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("Models")]
    [InlineData("-models")]
    [InlineData("models-")]
    [InlineData("mod--els")]
    [InlineData("mod/els")]
    [InlineData("$root")]
    public void Another_container_is_refused_and_quoted(string container) =>
        Assert.StartsWith($"Maas:Registry:Container is '{container}'; allowed are 3 to 63", Assert.Single(FaultsOf(new() { Container = container })), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b")]
    public void A_path_that_is_none_is_refused(string path) => Assert.StartsWith("Maas:Registry:Path is '", Assert.Single(FaultsOf(new() { Path = path })), StringComparison.Ordinal);

    [Fact]
    public void A_client_id_is_a_guid_and_goes_with_a_service_uri()
    {
        Assert.Empty(FaultsOf(new() { BlobServiceUri = "https://maas.blob.core.windows.net", ClientId = "00000000-0000-0000-0000-000000000001" }));
        Assert.Contains("'me'", Assert.Single(FaultsOf(new() { BlobServiceUri = "https://maas.blob.core.windows.net", ClientId = "me" })), StringComparison.Ordinal);
        Assert.Contains("only with", Assert.Single(FaultsOf(new() { ClientId = "00000000-0000-0000-0000-000000000001" })), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once_at_start()
    {
        using var services = Services(new()
        {
            ["Maas:Registry:Path"] = " ",
            ["Maas:Registry:BlobServiceUri"] = "nowhere",
            ["Maas:Registry:ConnectionString"] = "AccountName=maas",
            ["Maas:Registry:ClientId"] = "me",
            ["Maas:Registry:Container"] = "X",
        });

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(["BlobServiceUri", "ClientId", "ConnectionString", "Container", "Path"], error.Failures.Select(f => f.Split(':', ' ')[2]).Order(StringComparer.Ordinal));
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .AddRegistry()
        .BuildServiceProvider();

    private static IEnumerable<string> FaultsOf(RegistryOptions options) => new RegistryOptionsValidator().Validate(null, options).Failures ?? [];
}
