using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Registry;

namespace FunctionsMaaS.Tests.Registry;

public sealed class MemoryDatasetStoreTests : DatasetStoreConformanceTests
{
    private readonly MemoryObjectStore _store = new();

    protected override IObjectStore Open() => _store;
}

public sealed class FolderDatasetStoreTests : DatasetStoreConformanceTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override IObjectStore Open() => new FolderObjectStore(Path.Combine(_folder.Path, "registry"), TimeProvider.System);
}
