using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Azure.Registry;

/// <summary>Makes the client of the storage account that the registry options name: by URI and identity, or by connection string.</summary>
internal static class BlobClients
{
    /// <summary>
    /// Azurite's one account and its key, which are public: they are printed in its documentation and are the same everywhere
    /// (learn.microsoft.com/azure/storage/common/storage-connect-azurite).
    /// </summary>
    private const string EmulatorAccount = "devstoreaccount1";
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>
    /// The newest version of the protocol that everything here needs and that storage, and emulators, have known for a while. The newest
    /// the client speaks is regularly ahead of the emulator, which then refuses every request.
    /// </summary>
    private const BlobClientOptions.ServiceVersion Protocol = BlobClientOptions.ServiceVersion.V2023_11_03;

    public static BlobServiceClient Open(RegistryOptions options) => Open(options, Patient());

    public static BlobServiceClient Open(RegistryOptions options, BlobClientOptions client)
    {
        if (options.Kind == RegistryKind.ConnectionString)
            return new(options.ConnectionString, client);
        var uri = new Uri(options.BlobServiceUri!);
        // No identity can be proven without TLS, so plain http, which options allow to this machine only, is the emulator.
        return uri.Scheme == Uri.UriSchemeHttp
            ? new(uri, new global::Azure.Storage.StorageSharedKeyCredential(EmulatorAccount, EmulatorKey), client)
            : new(uri, Identity(options.ClientId), client);
    }

    /// <summary>Four tries within about five seconds, each of at most half a minute: longer outages are the caller's to bear, who knows what to do meanwhile.</summary>
    public static BlobClientOptions Patient() => new(Protocol)
    {
        Retry = { Mode = RetryMode.Exponential, MaxRetries = 3, Delay = TimeSpan.FromMilliseconds(500), MaxDelay = TimeSpan.FromSeconds(4), NetworkTimeout = TimeSpan.FromSeconds(30) },
    };

    /// <summary>One try only.</summary>
    public static BlobClientOptions Impatient() => new(Protocol) { Retry = { MaxRetries = 0, NetworkTimeout = TimeSpan.FromSeconds(30) } };

    private static DefaultAzureCredential Identity(string? clientId) =>
        new(string.IsNullOrWhiteSpace(clientId) ? new() : new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId });
}
