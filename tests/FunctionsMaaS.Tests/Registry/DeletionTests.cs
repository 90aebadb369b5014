using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Registry;

namespace FunctionsMaaS.Tests.Registry;

public sealed class MemoryDeletionTests : DeletionConformanceTests
{
    private readonly MemoryObjectStore _store = new();

    protected override IObjectStore Open() => _store;
}

public sealed class FolderDeletionTests : DeletionConformanceTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override IObjectStore Open() => new FolderObjectStore(_folder.File("registry"), TimeProvider.System);

    public void Dispose() => _folder.Dispose();
}
