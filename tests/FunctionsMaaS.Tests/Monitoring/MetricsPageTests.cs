using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using FunctionsMaaS.Monitoring;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace FunctionsMaaS.Tests.Monitoring;

/// <summary>docs/monitoring.md lists every metric with its unit, and no other.</summary>
public sealed class MetricsPageTests
{
    [Fact]
    public async Task The_page_lists_every_metric_with_its_unit_and_no_other()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "monitoring.md"), TestContext.Current.CancellationToken);
        var listed = Regex.Matches(page, @"^\| `([a-z._]+)` \| [a-z]+ \| `?([^`|]*?)`? \|", RegexOptions.Multiline).Select(m => (m.Groups[1].Value, m.Groups[2].Value));
        Assert.Equal(Instruments().Order(), listed.Order());
    }

    private static List<(string Name, string Unit)> Instruments()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<IObjectStore>(new MemoryObjectStore());
        services.AddFunctionsMaaS();
        using var provider = services.BuildServiceProvider();
        var meter = provider.GetRequiredService<MaasMetrics>().Meter;
        provider.GetRequiredService<MaasGauges>();
        var found = new List<(string, string)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter == meter)
                found.Add((instrument.Name, instrument.Unit ?? ""));
        };
        listener.Start();
        return found;
    }
}
