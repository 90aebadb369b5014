using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Serving;

namespace FunctionsMaaS.Tests.Serving;

public sealed class FolderPoolReloadTests : PoolReloadConformanceTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override IObjectStore Open() => new FolderObjectStore(_folder.Path, TimeProvider.System);
}
