using FunctionsMaaS.Bench.Scaling;
using FunctionsMaaS.Testing;
using Xunit;

namespace FunctionsMaaS.Infra.Tests;

public sealed class ScalingTests(Templates templates) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Azure => Repository.PathOf("bench", "scaling", "azure.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_tables_of_the_document_are_those_of_the_committed_results()
    {
        var document = File.ReadAllText(Repository.PathOf("docs", "scaling.md"));
        var renewed = ScalingReport.Renew(document, ScalingInputs.Read(Azure, Repository.PathOf("bench", "results")));
        Assert.True(document == renewed, $"docs/scaling.md is not up to date: dotnet run -c Release --project bench/FunctionsMaaS.Bench -- scaling\n{renewed}");
    }

    /// <summary>By hand: 2 cores / 900 a second = 2.2222 ms, and 0.7778 ms a text: 3 ms of one core.</summary>
    [Fact]
    public void An_instance_spends_its_processor_on_the_host_and_on_scoring() =>
        Assert.Equal(1 / 0.003, new ScalingModel(Measured(textSeconds: 0.003 - (2 / 900d))).InstanceRate(), 6);

    /// <summary>By hand: a core in 3 ms is 333.3 a second, 200 at 60 %; 1,000 need 5 instances of 2 GB, all busy.</summary>
    [Fact]
    public void Compute_and_fees_are_what_a_calculator_says()
    {
        var demand = new ScalingModel(Measured(textSeconds: 0.003 - (2 / 900d))).Functions(999);
        Assert.Equal(5, demand.Units);
        Assert.Equal(((5 * 2 * 2_628_000) - 100_000) * 0.000026, demand.Compute, 2);
        Assert.Equal(((999 * 2_628_000d) - 250_000) * 0.4 / 1e6, demand.Requests, 2);
        Assert.Equal((5 * 87_600 * 0.004 / 10_000) + (5 * 43_800 * 0.05 / 10_000), demand.Storage, 6);
    }

    /// <summary>1 request in 10 seconds leaves nine seconds of ten unbilled, but for those that share one: 1 - e^-0.1 = 0.0952.</summary>
    [Fact]
    public void An_idle_instance_is_not_billed() => Assert.Equal(0.0952, new ScalingModel(Measured(0.001)).BilledShare(0.1), 4);

    [Fact]
    public void A_result_that_is_absent_is_named_and_computed_with_by_nothing()
    {
        var inputs = ScalingInputs.Read(Azure, _folder.Path);
        Assert.Equal(["model.bytes", "server.coldStartSeconds", "server.cpuSeconds", "text.cpuSeconds"], inputs.Missing.Keys);
        var text = ScalingReport.Write(inputs);
        Assert.Contains("- `server.cpuSeconds` of bench/results/http.json: ours", text, StringComparison.Ordinal);
        Assert.Contains("| **Server, a text a request** | **-** | **-** | **-** |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_server_is_computed_from_what_was_measured_of_it()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "http.json"), """{"machine": {"date": "2026-01-01"}, "contenders": [{"key": "ours", "cpuSecondsPerRequest": 0.0001, "startSeconds": 0.5}]}""");
        var inputs = Measured(0.00005);
        Assert.Empty(inputs.Missing);
        var model = new ScalingModel(inputs);
        Assert.Equal(5_000, model.ReplicaRate(), 6);
        Assert.Equal(34, model.Container(100_000).Units);
        Assert.Equal(0.5 / (0.0001 + (99 * 0.00005)), model.ReplicaRate(100), 6);
    }

    [Fact]
    public void Every_figure_names_its_source_and_date() =>
        Assert.All(ScalingInputs.Read(Azure, _folder.Path).Figures, f => Assert.True(f.Value.Source.Length > 0 && f.Value.Date.Length > 0, f.Key));

    [Fact]
    public async Task Figures_of_the_template_are_those_of_the_template()
    {
        var inputs = ScalingInputs.Read(Azure, _folder.Path);
        var deployment = await templates.DeployAsync("main");
        var scale = deployment.One("Microsoft.Web/sites", "func-classify-").At("properties.functionAppConfig.scaleAndConcurrency");
        Assert.Equal(scale.GetProperty("instanceMemoryMB").GetDouble() / 1024, inputs["flex.instanceGigabytes"]);
        Assert.Equal(scale.GetProperty("maximumInstanceCount").GetDouble(), inputs["flex.templateMaximumInstances"]);
        Assert.Equal(scale.GetProperty("triggers").GetProperty("http").GetProperty("perInstanceConcurrency").GetDouble(), inputs["flex.templateConcurrency"]);
        Assert.Equal(TimeSpan.Parse(deployment.Settings("classify")["Maas__Serving__PollInterval"], System.Globalization.CultureInfo.InvariantCulture).TotalSeconds, inputs["blob.templatePollSeconds"]);
        Assert.Equal(new Monitoring.MonitoringOptions().WriteInterval.TotalSeconds, inputs["blob.statsSeconds"]);
    }

    private ScalingInputs Measured(double textSeconds)
    {
        var seconds = textSeconds.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        File.WriteAllText(Path.Combine(_folder.Path, "side-by-side.json"), $$$"""
            {"machine": {"date": "2026-01-01"}, "contenders": [{"name": "nb-sdca", "rounds": [{"fit": {"modelBytes": 3000000}, "serve": {"cpuSecondsPerText": {{{seconds}}}}}]}]}
            """);
        return ScalingInputs.Read(Azure, _folder.Path);
    }
}
