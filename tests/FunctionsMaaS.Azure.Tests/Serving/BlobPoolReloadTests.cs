using FunctionsMaaS.Azure.Tests.Registry;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Serving;

namespace FunctionsMaaS.Azure.Tests.Serving;

public sealed class BlobPoolReloadTests(Azurite azurite) : PoolReloadConformanceTests
{
    private readonly string _container = Azurite.NewContainer();

    protected override IObjectStore Open() => BlobStores.Open(azurite, _container);
}
