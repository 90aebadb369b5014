using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Registry;

namespace FunctionsMaaS.Azure.Tests.Registry;

public sealed class BlobDeletionTests(Azurite azurite) : DeletionConformanceTests
{
    private readonly string _container = Azurite.NewContainer();

    protected override IObjectStore Open() => BlobStores.Open(azurite, _container);
}
