using FunctionsMaaS.Serving;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace FunctionsMaaS.Tests.Configuration;

public sealed class SectionOptionsTests
{
    [Fact]
    public void Every_fault_of_every_section_is_told_at_once_with_its_value_and_what_is_allowed()
    {
        var faults = FaultsOf(
            ("Maas:Model", "A B"),
            ("Maas:Gate:Alpha", "0.5"),
            ("Maas:Gate:Require", "Perfect"),
            ("Maas:Gate:Slices", "a,b,c,d,e,f,g,h,text"),
            ("Maas:Serving:EnginesPerModel", "0"),
            ("Maas:Serving:PollInterval", "soon"),
            ("Maas:Serving:EngineTimeout", "01:00:00"),
            ("Maas:Retraining:Schedule", "daily"),
            ("Maas:Retraining:Recipe", "magic"),
            ("Maas:Retraining:Strip", "Shoes"),
            ("Maas:Retraining:HeldOut", "0.9"));
        Assert.Collection(
            faults.Order(StringComparer.Ordinal),
            f => Assert.Equal("Maas:Gate:Alpha is '0.5' but must be 0.0001 to 0.2.", f),
            f => Assert.Equal("Maas:Gate:Require is 'Perfect' but must be one or more of NotWorse, WithinMargin, Better.", f),
            f => Assert.Equal("Maas:Gate:Slices has 'text', which is no metadata field: allowed are names of 1 to 64 visible characters besides label, text and id.", f),
            f => Assert.Equal("Maas:Gate:Slices has 9 fields; at most 8 are allowed.", f),
            f => Assert.StartsWith("Maas:Model is 'A B' but must be of the form", f, StringComparison.Ordinal),
            f => Assert.Equal("Maas:Retraining:HeldOut is '0.9' but must be 0.05 to 0.5.", f),
            f => Assert.StartsWith("Maas:Retraining:Recipe is 'magic'; there are ", f, StringComparison.Ordinal),
            f => Assert.StartsWith("Maas:Retraining:Schedule: 'daily' is not a schedule", f, StringComparison.Ordinal),
            f => Assert.Equal("Maas:Retraining:Strip is 'Shoes' but must be one or more of None, Headers, Footers, Quotes.", f),
            f => Assert.Equal("Maas:Serving:EngineTimeout is '01:00:00' but must be 00:00:00 to 00:05:00.", f),
            f => Assert.Equal("Maas:Serving:EnginesPerModel is '0' but must be 1 to 1024.", f),
            f => Assert.StartsWith("Maas:Serving:PollInterval is 'soon' but must be 00:00:00.1", f, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Maas:Modle", "x", "Maas:Modle is not a setting; there are Cors, Cost, Dataset, ")]
    [InlineData("Maas:Serving:Engines", "3", "Maas:Serving:Engines is not a setting; there are EngineTimeout, ")]
    public void A_misspelt_setting_is_not_ignored(string name, string value, string said) =>
        Assert.StartsWith(said, Assert.Single(FaultsOf((name, value))), StringComparison.Ordinal);

    [Fact]
    public void Settings_that_are_right_are_read()
    {
        using var services = Build(("Maas:Serving:EnginesPerModel", "7"), ("Maas:Serving:PollInterval", "00:00:01"));
        services.GetRequiredService<IStartupValidator>().Validate();
        var options = services.GetRequiredService<IOptions<ServingOptions>>().Value;
        Assert.Equal((7, TimeSpan.FromSeconds(1)), (options.EnginesPerModel, options.PollInterval));
    }

    private static string[] FaultsOf(params (string Name, string? Value)[] settings)
    {
        using var services = Build(settings);
        var error = Record.Exception(() => services.GetRequiredService<IStartupValidator>().Validate());
        return error switch
        {
            OptionsValidationException one => [.. one.Failures],
            AggregateException several => [.. several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(e => e.Failures)],
            _ => throw new InvalidOperationException("No fault was found.", error),
        };
    }

    private static ServiceProvider Build(params (string Name, string? Value)[] settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => s.Value)).Build())
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddFunctionsMaaS()
        .BuildServiceProvider();
}
