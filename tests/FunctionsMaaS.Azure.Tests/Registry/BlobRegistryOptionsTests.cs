using FunctionsMaaS.Azure.Registry;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Packaging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace FunctionsMaaS.Azure.Tests.Registry;

public sealed class BlobRegistryOptionsTests(Azurite azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_string_is_all_it_takes()
    {
        await using var services = Services(new() { ["ConnectionString"] = azurite.ConnectionString, ["Container"] = Azurite.NewContainer() });
        var registry = services.GetRequiredService<ModelRegistry>();

        await registry.PublishAsync("news", SamplePackages.Of("a", "b"), Cancellation);

        Assert.Equal(["news"], await registry.ListModelsAsync(Cancellation));
    }

    [Fact]
    public async Task The_service_uri_of_the_emulator_is_all_it_takes()
    {
        await using var services = Services(new() { ["BlobServiceUri"] = azurite.BlobServiceUri, ["Container"] = Azurite.NewContainer() });

        Assert.Empty(await services.GetRequiredService<ModelRegistry>().ListModelsAsync(Cancellation));
    }

    [Fact]
    public void The_service_uri_wins_over_the_connection_string_and_that_over_the_path()
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string?> { ["Path"] = folder.Path };
        Assert.Equal($"folder {folder.Path}", DescriptionOf(settings));

        settings["ConnectionString"] = "UseDevelopmentStorage=true";
        Assert.Equal("blob container http://127.0.0.1:10000/devstoreaccount1/models", DescriptionOf(settings));

        settings["BlobServiceUri"] = "https://maas.blob.core.windows.net";
        settings["Container"] = "other";
        Assert.Equal("blob container https://maas.blob.core.windows.net/other", DescriptionOf(settings));
    }

    [Fact]
    public void An_identity_is_never_sent_over_plain_http()
    {
        var options = new RegistryOptions { BlobServiceUri = "https://maas.blob.core.windows.net" };

        Assert.False(BlobClients.Open(options).CanGenerateAccountSasUri, "An identity holds no key.");
        Assert.True(BlobClients.Open(new() { BlobServiceUri = azurite.BlobServiceUri }).CanGenerateAccountSasUri, "The emulator is entered by its key.");
    }

    [Fact]
    public void A_store_registered_before_is_kept()
    {
        var store = new MemoryObjectStore();
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<IObjectStore>(store)
            .UseBlobRegistry()
            .BuildServiceProvider();

        Assert.Same(store, services.GetRequiredService<IObjectStore>());
    }

    [Fact]
    public void Faults_are_told_at_start()
    {
        using var services = Services(new() { ["ConnectionString"] = "AccountName=maas" });

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("Maas:Registry:ConnectionString has no 'AccountKey'", error.Message, StringComparison.Ordinal);
    }

    private static string DescriptionOf(Dictionary<string, string?> settings)
    {
        using var services = Services(settings);
        return services.GetRequiredService<ModelRegistry>().Description;
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => $"Maas:Registry:{s.Key}", s => s.Value)).Build())
        .UseBlobRegistry()
        .BuildServiceProvider();
}
