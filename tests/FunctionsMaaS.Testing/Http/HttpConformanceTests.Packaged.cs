using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Testing.Packaging;
using FunctionsMaaS.Testing.Registry;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

public abstract partial class HttpConformanceTests
{
    [Fact]
    public async Task A_start_without_storage_is_answered_by_the_model_in_the_package_until_storage_is_back()
    {
        using var folder = new TemporaryFolder();
        var store = new FaultyObjectStore(new MemoryObjectStore());
        var registry = new ModelRegistry(store, TimeProvider.System);
        await registry.MoveAsync("newsgroups", await registry.PublishAsync("newsgroups", "v1"));
        store.IsDown = true;
        await using var host = await StartAsync(new(store, new Dictionary<string, string?>
        {
            ["Maas:Serving:PackagedModel"] = PackageIn(folder.Path),
            ["Maas:Serving:PollInterval"] = "00:00:00.1",
        }));

        Assert.Equal((0, "packaged"), await AskAsync(host));
        var ready = await host.Client.GetFromJsonAsync<JsonElement>("/api/health/ready", Token);
        Assert.Equal("degraded", ready.GetProperty("status").GetString());
        Assert.Equal(0, ready.GetProperty("version").GetInt32());
        Assert.StartsWith("The model in the package answers. ", ready.GetProperty("detail").GetString(), StringComparison.Ordinal);

        store.IsDown = false;
        (int Version, string?) answer;
        while ((answer = await AskAsync(host)).Version == 0)
            Token.ThrowIfCancellationRequested();
        Assert.Equal((1, "v1"), answer);
        while ((await host.Client.GetFromJsonAsync<JsonElement>("/api/health/ready", Token)).GetProperty("status").GetString() != "ready")
            Token.ThrowIfCancellationRequested();
    }

    private static string PackageIn(string folder)
    {
        var path = Path.Combine(folder, "packaged.maas");
        using var file = File.Create(path);
        ModelPackageFile.Write(SamplePackages.Of("packaged", "other"), file);
        return path;
    }

    /// <summary>Classifies one text; anything but an answer fails the test.</summary>
    private static async Task<(int Version, string? Label)> AskAsync(HttpHost host)
    {
        using var response = await host.Client.PostAsJsonAsync("/api/classify", new { text = "x" }, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        return (answer.GetProperty("version").GetInt32(), answer.GetProperty("label").GetString());
    }
}
