using FunctionsMaaS.Azure.Monitoring;
using FunctionsMaaS.Http.Monitoring;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddFunctionsMaaS().UseBlobRegistry();
builder.Services.AddMaasHttp();
builder.AddTelemetry().AddAzureMonitor();
// The host lets 100 MiB through; above that Kestrel would answer with an empty 500, below it Maas:Limits answers with a problem.
builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null);
// The host drops what is logged outside an invocation, and that is where models are reloaded.
builder.Logging.AddSimpleConsole(console => console.SingleLine = true);

await builder.Build().RunAsync();
