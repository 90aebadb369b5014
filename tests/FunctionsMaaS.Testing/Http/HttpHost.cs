using FunctionsMaaS.Registry;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Testing.Http;

/// <summary>A host under test, with a client that speaks to it.</summary>
public abstract class HttpHost : IAsyncDisposable
{
    /// <summary>Speaks to the host.</summary>
    public abstract HttpClient Client { get; }

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}

/// <summary>What a host is started with.</summary>
/// <param name="Store">Its registry's storage.</param>
/// <param name="Settings">Settings such as <c>Maas:Limits:MaxBatch</c>.</param>
public sealed record HttpHostSetup(IObjectStore Store, IReadOnlyDictionary<string, string?> Settings)
{
    /// <summary>Adds or replaces services, after the host's own.</summary>
    public Action<IServiceCollection> Services { get; init; } = static _ => { };
}
