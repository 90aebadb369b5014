using FunctionsMaaS.Azure.Monitoring;
using FunctionsMaaS.Http;
using FunctionsMaaS.Http.Monitoring;
using FunctionsMaaS.Server;

if (HealthProbe.IsAskedFor(args))
    return await HealthProbe.RunAsync(args, Console.Error);

var builder = WebApplication.CreateSlimBuilder(HostSetup.WithoutConfigurationReload(args));
builder.ConfigureHost();
builder.Services.AddFunctionsMaaS().UseBlobRegistry();
builder.Services.AddMaasHttp();
builder.Services.AddMaasServer();
builder.AddTelemetry().AddAzureMonitor();

await using var app = builder.Build();
app.UseRouting();
app.UseMaas(checkKeys: true);
app.MapMaas();
return await app.RunOrExplainAsync();

/// <summary>The server's entry point, named for its tests.</summary>
public partial class Program;
