using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Registry;

namespace FunctionsMaaS.Azure.Tests.Registry;

public sealed class BlobLedgerTests(Azurite azurite) : LedgerConformanceTests
{
    private readonly string _container = Azurite.NewContainer();

    protected override IObjectStore Open() => BlobStores.Open(azurite, _container);
}

public sealed class BlobContentionTests(Azurite azurite) : ContentionConformanceTests
{
    private readonly string _container = Azurite.NewContainer();

    protected override int Operations => 1000;

    protected override IObjectStore Open() => BlobStores.Open(azurite, _container);
}
