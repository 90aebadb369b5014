using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Registry;

namespace FunctionsMaaS.Tests.Registry;

public sealed class MemoryFaultTests : FaultConformanceTests
{
    private readonly Dictionary<int, MemoryObjectStore> _stores = [];

    protected override IObjectStore Open(int number)
    {
        _stores.TryAdd(number, new());
        return _stores[number];
    }
}

public sealed class FolderFaultTests : FaultConformanceTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override IObjectStore Open(int number) => new FolderObjectStore(_folder.File($"registry-{number}"), TimeProvider.System);

    public void Dispose() => _folder.Dispose();
}
