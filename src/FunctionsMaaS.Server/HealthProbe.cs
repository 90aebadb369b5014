namespace FunctionsMaaS.Server;

/// <summary>
/// <c>FunctionsMaaS.Server --health</c>: asks the server that runs on this machine whether it is ready, for images that have no other
/// program to ask with. Starts nothing.
/// </summary>
internal static class HealthProbe
{
    private const string Switch = "--health";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static bool IsAskedFor(string[] args) => args.Contains(Switch);

    /// <summary>Asks over loopback, at the address that the server is told by the same arguments and environment.</summary>
    /// <returns>0 if it is ready, else 1, with one line that says why.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter error)
    {
        var address = AddressOf(Urls(args));
        try
        {
            using var client = new HttpClient { Timeout = Patience };
            using var answer = await client.GetAsync(address);
            if (answer.IsSuccessStatusCode)
                return 0;
            await error.WriteLineAsync($"Not ready: {address} answers {(int)answer.StatusCode}.");
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            await error.WriteLineAsync($"Not ready: {address} does not answer. {failure.Message}");
        }

        return 1;
    }

    /// <summary>Where to ask a server that listens on these addresses, separated by semicolons.</summary>
    internal static Uri AddressOf(string urls)
    {
        var bindings = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(BindingAddress.Parse).ToArray();
        var binding = bindings.FirstOrDefault(b => b.Scheme == "http") ?? bindings[0];
        var host = binding.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "127.0.0.1" : binding.Host;
        return new($"{binding.Scheme}://{host}:{binding.Port}{binding.PathBase}/api/health/ready");
    }

    private static string Urls(string[] args) =>
        new ConfigurationBuilder()
            .AddEnvironmentVariables("DOTNET_").AddEnvironmentVariables("ASPNETCORE_").AddEnvironmentVariables()
            .AddCommandLine([.. args.Where(a => a != Switch)])
            .Build()["urls"] ?? HostSetup.DefaultUrl;
}
