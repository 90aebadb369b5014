using System.Text.Json;
using FunctionsMaaS.Testing;
using Xunit;

namespace FunctionsMaaS.Infra.Tests;

public sealed class TemplateTests(Templates templates)
{
    private static readonly JsonSerializerOptions WithComments = new() { ReadCommentHandling = JsonCommentHandling.Skip };

    public static TheoryData<string> Variants => [.. Templates.Variants];

    [Fact]
    public async Task The_template_passes_the_linter_without_a_word()
    {
        var result = await templates.BicepAsync("lint", "main.bicep");
        Assert.True(result is { ExitCode: 0, Everything: "" }, result.Everything);
    }

    [Fact]
    public async Task The_template_compiles_without_a_word() => Assert.StartsWith("{", await templates.CompiledAsync(), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Every_parameter_file_says_what_it_would_create(string variant) =>
        Assert.NotEmpty((await templates.DeployAsync(variant)).All("Microsoft.Web/sites"));

    [Fact]
    public async Task A_fault_of_style_is_an_error_as_the_configuration_says()
    {
        templates.Write("faulty.bicep", "param unused string");
        var result = await templates.BicepAsync("lint", "faulty.bicep");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Error no-unused-params", result.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_of_the_linter_is_an_error()
    {
        var analyser = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Repository.PathOf("infra", "bicepconfig.json")), WithComments)
            .GetProperty("analyzers").GetProperty("core");
        Assert.True(analyser.GetProperty("enabled").GetBoolean());
        Assert.All(analyser.GetProperty("rules").EnumerateObject(), r => Assert.Equal("error", r.Value.GetProperty("level").GetString()));
    }

    [Fact]
    public async Task A_missing_compiler_is_answered_with_the_command_that_installs_it()
    {
        var result = await CommandLine.RunAsync(
            "bash", [Repository.PathOf("infra", "bicep"), "--version"], new Dictionary<string, string> { ["NUGET_PACKAGES"] = "/nowhere" }, TestContext.Current.CancellationToken);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("dotnet restore tests/FunctionsMaaS.Infra.Tests", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Modules_are_files_of_this_repository_so_that_the_template_builds_offline()
    {
        var lines = Directory.GetFiles(Repository.PathOf("infra"), "*.bicep", SearchOption.AllDirectories).SelectMany(File.ReadAllLines);
        Assert.DoesNotContain(lines, l => l.Contains("'br:", StringComparison.Ordinal) || l.Contains("'br/", StringComparison.Ordinal) || l.Contains("'ts:", StringComparison.Ordinal));
    }
}
