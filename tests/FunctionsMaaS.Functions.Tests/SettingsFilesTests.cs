using System.Text.Json;
using System.Xml.Linq;
using FunctionsMaaS.Retraining;
using FunctionsMaaS.Testing;
using Xunit;

namespace FunctionsMaaS.Functions.Tests;

public sealed class SettingsFilesTests
{
    [Fact]
    public void Host_json_has_no_route_prefix_as_routes_spell_it_out() =>
        Assert.Equal("", ReadJson("host.json").GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());

    [Fact]
    public void Host_json_speaks_OpenTelemetry_so_that_http_spans_are_not_dropped() =>
        Assert.Equal("OpenTelemetry", ReadJson("host.json").GetProperty("telemetryMode").GetString());

    [Fact]
    public void The_app_links_the_host_json_of_the_root_and_has_none_of_its_own()
    {
        var folder = Repository.PathOf("src", "FunctionsMaaS.Functions");
        var link = XDocument.Load(Path.Combine(folder, "FunctionsMaaS.Functions.csproj")).Descendants("None").Single(n => (string?)n.Attribute("Link") == "host.json");
        Assert.Equal(Repository.PathOf("host.json"), Path.GetFullPath(Path.Combine(folder, (string)link.Attribute("Include")!)));
        Assert.False(File.Exists(Path.Combine(folder, "host.json")));
    }

    [Fact]
    public void The_sample_settings_run_the_app_on_the_storage_emulator()
    {
        var values = ReadJson("local.settings.json.sample").GetProperty("Values");
        Assert.Equal("dotnet-isolated", values.GetProperty("FUNCTIONS_WORKER_RUNTIME").GetString());
        Assert.Equal("true", values.GetProperty("AzureWebJobsDisableHomepage").GetString());
        Assert.Equal("UseDevelopmentStorage=true", values.GetProperty("Maas__Registry__ConnectionString").GetString());
        Assert.NotNull(RetrainingSchedule.Parse(values.GetProperty("Maas__Retraining__Schedule").GetString()));
    }

    private static JsonElement ReadJson(string file) => JsonDocument.Parse(File.ReadAllText(Repository.PathOf(file))).RootElement;
}
