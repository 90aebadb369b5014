using FunctionsMaaS.Http;
using FunctionsMaaS.Testing.Http;
using FunctionsMaaS.Testing.Http.Privacy;

namespace FunctionsMaaS.Server.Tests;

public sealed class ServerPrivacyTests : PrivacyTests
{
    protected override IEnumerable<MarkedRoute> Routes => MaasRoutes.Table.Select(r => new MarkedRoute(r.Name, r.Methods, r.Pattern));

    protected override Task<HttpHost> StartAsync(HttpHostSetup setup) => Task.FromResult<HttpHost>(new ServerHost(setup));
}
