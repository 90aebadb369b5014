using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace FunctionsMaaS.Infra.Tests;

public sealed class SettingsTests(Templates templates)
{
    private const string Prefix = "Maas__";

    [Theory]
    [InlineData("classify")]
    [InlineData("retrain")]
    public async Task Every_setting_of_a_function_app_is_read_by_an_option(string app) =>
        Assert.Empty(OptionsReader.Unread(OfService((await templates.DeployAsync("main")).Settings(app))));

    [Fact]
    public async Task Every_setting_of_the_container_is_read_by_an_option()
    {
        var settings = await ContainerSettingsAsync();
        Assert.NotEmpty(settings);
        Assert.Empty(OptionsReader.Unread(settings));
    }

    [Theory]
    [InlineData("classify")]
    [InlineData("retrain")]
    public async Task The_settings_of_a_function_app_are_valid(string app) =>
        Assert.Empty(OptionsReader.Faults(OfService((await templates.DeployAsync("main")).Settings(app))));

    [Fact]
    public async Task The_settings_of_the_container_are_valid() => Assert.Empty(OptionsReader.Faults(await ContainerSettingsAsync()));

    [Theory]
    [InlineData("classify")]
    [InlineData("retrain")]
    public async Task A_function_app_is_told_where_its_models_are_who_it_is_and_what_to_learn(string app)
    {
        var settings = (await templates.DeployAsync("main")).Settings(app);
        Assert.Subset(
            settings.Keys.ToHashSet(),
            new HashSet<string> { "Maas__Registry__BlobServiceUri", "Maas__Registry__ClientId", "Maas__Registry__Container", "Maas__Model", "Maas__Dataset", "Maas__Retraining__Schedule" });
        Assert.Contains($"/id-{app}-", settings["Maas__Registry__ClientId"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Maas__Registry__Container")]
    [InlineData("Maas__Registry__FeedbackContainer")]
    [InlineData("Maas__Registry__DatasetContainer")]
    [InlineData("Maas__Monitoring__Container")]
    public async Task A_container_exists_under_the_name_that_the_service_is_told(string setting)
    {
        var deployment = await templates.DeployAsync("main");
        deployment.One("Microsoft.Storage/storageAccounts/blobServices/containers", $"/{deployment.Settings("classify")[setting]}");
    }

    [Theory]
    [InlineData("main", "false")]
    [InlineData("container", "true")]
    public async Task Feedback_is_taken_where_it_may_be_written(string variant, string accept)
    {
        var deployment = await templates.DeployAsync(variant);
        Assert.Equal(accept, deployment.Settings("classify")["Maas__Feedback__Accept"]);
        Assert.Equal(accept == "true", deployment.GrantsOf("userAssignedIdentities/id-classify-").Contains("Storage Blob Data Contributor on stmaas/feedback"));
    }

    [Fact]
    public async Task Cost_is_estimated_for_the_size_that_instances_have()
    {
        var deployment = await templates.DeployAsync("main");
        var size = deployment.One("Microsoft.Web/sites", "func-classify-").At("properties.functionAppConfig.scaleAndConcurrency.instanceMemoryMB").GetInt32();
        Assert.Equal(size.ToString(System.Globalization.CultureInfo.InvariantCulture), deployment.Settings("classify")["Maas__Cost__InstanceMemoryMegabytes"]);
    }

    [Fact]
    public void A_setting_that_no_option_reads_is_found() =>
        Assert.Equal(["Maas:Registry:BlobServiceUrl"], OptionsReader.Unread(new Dictionary<string, string> { ["Maas__Registry__BlobServiceUrl"] = "https://x" }));

    [Fact]
    public void A_setting_that_is_not_valid_is_found() =>
        Assert.Contains("Maas:Model", Assert.Single(OptionsReader.Faults(new Dictionary<string, string> { ["Maas__Model"] = "Not A Name" })), StringComparison.Ordinal);

    private static Dictionary<string, string> OfService(IReadOnlyDictionary<string, string> settings) =>
        settings.Where(s => s.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(s => s.Key, s => Sample(s.Value));

    private async Task<Dictionary<string, string>> ContainerSettingsAsync() =>
        Assert.Single((await templates.DeployAsync("container")).All("Microsoft.App/containerApps"))
            .At("properties.template.containers")[0].GetProperty("env").EnumerateArray()
            .ToDictionary(e => e.GetProperty("name").GetString()!, e => e.TryGetProperty("value", out var value) ? Sample(value.GetString()!) : new string('k', 32));

    /// <summary>What stands for a value that is known only when the deployment has run.</summary>
    private static string Sample(string value) => value switch
    {
        ['[', ..] when value.EndsWith(".clientId]", StringComparison.Ordinal) => "22222222-2222-2222-2222-222222222222",
        ['[', ..] when value.EndsWith(".blobServiceUri.value]", StringComparison.Ordinal) => "https://account.blob.core.windows.net/",
        ['[', ..] => throw new InvalidOperationException($"There is no sample for {value}."),
        _ => value,
    };

    /// <summary>Binds every option of the service, and notes which settings that asked for.</summary>
    private static class OptionsReader
    {
        private static readonly MethodInfo ValueOfMethod = typeof(OptionsReader).GetMethod(nameof(ValueOf), BindingFlags.NonPublic | BindingFlags.Static)!;

        public static IEnumerable<string> Unread(IReadOnlyDictionary<string, string> settings)
        {
            var recorder = new Recorder(settings);
            Bind(recorder);
            return settings.Keys.Select(Key).Where(k => !recorder.Read.Contains(k));
        }

        public static List<string> Faults(IReadOnlyDictionary<string, string> settings) => Bind(new Recorder(settings));

        private static List<string> Bind(Recorder recorder)
        {
            var services = new ServiceCollection();
            services.AddSingleton<IConfiguration>(new ConfigurationRoot([recorder]));
            services.AddLogging();
            services.AddSingleton(TimeProvider.System);
            services.AddFunctionsMaaS();
            services.AddMaasHttp();
            using var provider = services.BuildServiceProvider();
            var faults = new List<string>();
            foreach (var options in OptionTypes(services))
            {
                try
                {
                    ValueOfMethod.MakeGenericMethod(options).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [provider], null);
                }
                catch (OptionsValidationException error)
                {
                    faults.AddRange(error.Failures);
                }
            }

            return faults;
        }

        private static object ValueOf<T>(IServiceProvider provider)
            where T : class => provider.GetRequiredService<IOptions<T>>().Value;

        private static IEnumerable<Type> OptionTypes(IServiceCollection services) =>
            services.Where(s => s.ServiceType.IsGenericType && s.ServiceType.GetGenericTypeDefinition() == typeof(IConfigureOptions<>))
                .Select(s => s.ServiceType.GetGenericArguments()[0])
                .Where(t => t.Namespace!.StartsWith(nameof(FunctionsMaaS), StringComparison.Ordinal))
                .Distinct();

        private static string Key(string setting) => setting.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);

        private sealed class Recorder : ConfigurationProvider
        {
            public Recorder(IReadOnlyDictionary<string, string> settings)
            {
                foreach (var (name, value) in settings)
                    Data[Key(name)] = value;
            }

            public HashSet<string> Read { get; } = new(StringComparer.OrdinalIgnoreCase);

            public override bool TryGet(string key, out string? value)
            {
                Read.Add(key);
                return base.TryGet(key, out value);
            }
        }
    }
}
