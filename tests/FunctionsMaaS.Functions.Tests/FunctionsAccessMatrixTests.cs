using FunctionsMaaS.Testing.Http;

namespace FunctionsMaaS.Functions.Tests;

/// <summary>With keys that the Functions host may have let through: level, models and expiry of those known here hold.</summary>
public sealed class FunctionsAccessMatrixTests : AccessMatrixTests
{
    protected override bool IsBehindHost => true;

    protected override Task<HttpHost> StartAsync(HttpHostSetup setup) => FunctionsHost.StartAsync(setup);
}
