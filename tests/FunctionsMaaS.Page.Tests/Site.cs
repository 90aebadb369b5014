using FunctionsMaaS.Registry;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using Xunit;

namespace FunctionsMaaS.Page.Tests;

/// <summary>The server on a free port and a browser, shared by all tests; every test opens windows of its own.</summary>
public sealed class Site : IAsyncLifetime
{
    private readonly MemoryObjectStore _store = new();
    private WebApplicationFactory<Program>? _factory;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The server's address, without a slash at its end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Speaks to the server without the page between.</summary>
    public HttpClient Api { get; private set; } = new();

    public ModelRegistry Registry => field ??= new(_store, TimeProvider.System);

    public FeedbackStore Feedback => field ??= new(_store, TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        var executable = Chromium.Path;
        await using (var models = new PublishedModels(Registry))
            await models.PublishAsync();
        StartServer();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
        Api.Dispose();
        if (_factory is not null)
            await _factory.DisposeAsync();
    }

    /// <summary>Opens a view in a new window, does something there, and fails if the browser complained meanwhile.</summary>
    /// <param name="view">The part of the address behind the '#', such as <c>/models</c>.</param>
    /// <param name="act">What to do there.</param>
    /// <param name="screen">The window; a desktop in light colours unless given.</param>
    public async Task VisitAsync(string view, Func<IPage, Task> act, Screen? screen = null)
    {
        await using var window = await Window.OpenAsync(_browser!, screen ?? Screen.Desktop);
        await window.Page.GotoAsync($"{Address}/#{view}");
        await act(window.Page);
        window.AssertNoComplaints();
    }

    private void StartServer()
    {
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(web => web.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IObjectStore>(_store));
            services.Replace(ServiceDescriptor.Singleton(TextWriter.Null));
        }));
        _factory.UseKestrel(0);
        _factory.StartServer();
        Address = _factory.ClientOptions.BaseAddress.ToString().TrimEnd('/');
        Api = new() { BaseAddress = new(Address) };
    }
}
