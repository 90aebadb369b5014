using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Registry;

namespace FunctionsMaaS.Tests.Registry;

public sealed class MemoryObjectStoreTests : ObjectStoreConformanceTests
{
    private readonly MemoryObjectStore _store = new();

    protected override IObjectStore Open() => _store;
}

public sealed class MemoryModelRegistryTests : ModelRegistryConformanceTests
{
    private readonly MemoryObjectStore _store = new();

    protected override IObjectStore Open() => _store;
}

public sealed class MemoryFeedbackStoreTests : FeedbackStoreConformanceTests
{
    private readonly MemoryObjectStore _store = new();

    protected override IObjectStore Open() => _store;
}
