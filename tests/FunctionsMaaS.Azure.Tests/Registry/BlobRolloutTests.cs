using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Registry;

namespace FunctionsMaaS.Azure.Tests.Registry;

public sealed class BlobRolloutTests(Azurite azurite) : RolloutConformanceTests
{
    private readonly string _container = Azurite.NewContainer();

    protected override IObjectStore Open() => BlobStores.Open(azurite, _container);
}
