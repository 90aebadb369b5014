using FunctionsMaaS.Http;
using FunctionsMaaS.Testing.Http;
using FunctionsMaaS.Testing.Http.Privacy;

namespace FunctionsMaaS.Functions.Tests;

public sealed class FunctionsPrivacyTests : PrivacyTests
{
    protected override IEnumerable<MarkedRoute> Routes => MaasRoutes.Table.Select(r => new MarkedRoute(r.Name, r.Methods, r.Pattern));

    protected override Task<HttpHost> StartAsync(HttpHostSetup setup) => FunctionsHost.StartAsync(setup);
}
