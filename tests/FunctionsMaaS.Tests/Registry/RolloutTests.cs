using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Registry;

namespace FunctionsMaaS.Tests.Registry;

public sealed class MemoryRolloutTests : RolloutConformanceTests
{
    private readonly MemoryObjectStore _store = new();

    protected override IObjectStore Open() => _store;
}

public sealed class FolderRolloutTests : RolloutConformanceTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override IObjectStore Open() => new FolderObjectStore(_folder.File("registry"), TimeProvider.System);

    public void Dispose() => _folder.Dispose();
}
