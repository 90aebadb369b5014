using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Registry;

namespace FunctionsMaaS.Tests.Registry;

public sealed class FolderObjectStoreTests : ObjectStoreConformanceTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override IObjectStore Open() => new FolderObjectStore(_folder.File("registry"), TimeProvider.System);

    public void Dispose() => _folder.Dispose();
}

public sealed class FolderModelRegistryTests : ModelRegistryConformanceTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override IObjectStore Open() => new FolderObjectStore(_folder.File("registry"), TimeProvider.System);

    public void Dispose() => _folder.Dispose();
}
