using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Registry;

namespace FunctionsMaaS.Azure.Tests.Registry;

public sealed class BlobFaultTests(Azurite azurite) : FaultConformanceTests
{
    private readonly string _container = Azurite.NewContainer();

    protected override IObjectStore Open(int number) => BlobStores.Open(azurite, $"{_container}-{number}");
}
