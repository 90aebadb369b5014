using FunctionsMaaS.Testing.Http;

namespace FunctionsMaaS.Server.Tests;

public sealed class ServerAccessMatrixTests : AccessMatrixTests
{
    protected override bool IsBehindHost => false;

    protected override Task<HttpHost> StartAsync(HttpHostSetup setup) => Task.FromResult<HttpHost>(new ServerHost(setup));
}
