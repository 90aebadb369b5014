using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Registry;

namespace FunctionsMaaS.Tests.Registry;

public sealed class MemoryLedgerTests : LedgerConformanceTests
{
    private readonly MemoryObjectStore _store = new();

    protected override IObjectStore Open() => _store;
}

public sealed class MemoryContentionTests : ContentionConformanceTests
{
    private readonly MemoryObjectStore _store = new();

    protected override int Operations => 1000;

    protected override IObjectStore Open() => _store;
}

public sealed class FolderLedgerTests : LedgerConformanceTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override IObjectStore Open() => new FolderObjectStore(_folder.File("registry"), TimeProvider.System);

    public void Dispose() => _folder.Dispose();
}

public sealed class FolderContentionTests : ContentionConformanceTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override int Operations => 1000;

    protected override IObjectStore Open() => new FolderObjectStore(_folder.File("registry"), TimeProvider.System);

    public void Dispose() => _folder.Dispose();
}
