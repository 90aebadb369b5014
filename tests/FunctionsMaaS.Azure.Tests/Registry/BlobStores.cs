using Azure.Storage.Blobs;
using FunctionsMaaS.Azure.Registry;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;

namespace FunctionsMaaS.Azure.Tests.Registry;

/// <summary>Stores on the emulator; their clients try once only, so that what fails does so at once.</summary>
internal static class BlobStores
{
    public static IObjectStore Open(Azurite azurite, string container, TimeProvider? time = null) => new BlobObjectStore(Container(azurite, container), time ?? TimeProvider.System);

    public static BlobContainerClient Container(Azurite azurite, string container) =>
        BlobClients.Open(new RegistryOptions { BlobServiceUri = azurite.BlobServiceUri }, BlobClients.Impatient()).GetBlobContainerClient(container);
}
