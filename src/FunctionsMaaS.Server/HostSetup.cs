using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Server;

/// <summary>How the server starts, logs and fails.</summary>
internal static class HostSetup
{
    public const string DefaultUrl = "http://127.0.0.1:7071";

    /// <summary>
    /// Settings are read once and checked at start. Watching their files would watch every folder below the current one, the registry's included.
    /// </summary>
    public static string[] WithoutConfigurationReload(string[] args) => ["--hostBuilder:reloadConfigOnChange=false", .. args];

    public static void ConfigureHost(this WebApplicationBuilder builder)
    {
        builder.Configuration["urls"] ??= DefaultUrl;
        // The slim builder starts sooner: it has no IIS, no HTTP/3 and no loggers for debuggers; HTTPS is added back.
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelSetup>();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("FunctionsMaaS", LogLevel.Information);
        // What keeps the host from starting is explained in plain lines below, without a stack.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        // The retrainer says what it published.
        builder.Logging.AddFilter("FunctionsMaaS.Registry", LogLevel.Warning);
    }

    public static void AddMaasServer(this IServiceCollection services)
    {
        services.AddSingleton(Console.Out);
        services.AddHostedService<Bootstrapper>();
        services.AddHostedService<RetrainingScheduler>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
    }

    /// <summary>Runs until stopped. What keeps it from starting is said in plain lines, all faults at once.</summary>
    /// <returns>0 when stopped, 1 when it could not start.</returns>
    public static async Task<int> RunOrExplainAsync(this WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            await app.RunAsync();
            return 0;
        }
        catch (Exception error) when (Explanations(error) is { Length: > 0 } explanations)
        {
            foreach (var explanation in explanations)
                await Console.Error.WriteLineAsync($"FunctionsMaaS cannot start: {explanation}");
            return 1;
        }
    }

    private static string[] Explanations(Exception error) => error switch
    {
        OptionsValidationException invalid => [.. invalid.Failures],
        AggregateException several => [.. several.InnerExceptions.SelectMany(Explanations)],
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } busy => [busy.Message],
        _ => [],
    };
}
