using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Azure.Registry;

internal sealed class BlobObjectStoreFactory(TimeProvider time) : IObjectStoreFactory
{
    public bool CanOpen(RegistryKind kind) => kind is RegistryKind.BlobServiceUri or RegistryKind.ConnectionString;

    public IObjectStore Open(RegistryOptions options) => new BlobObjectStore(BlobClients.Open(options).GetBlobContainerClient(options.Container), time);
}
