using FunctionsMaaS.Evaluation.Gate;
using FunctionsMaaS.Http.Rollouts;
using FunctionsMaaS.Monitoring.Stats;
using FunctionsMaaS.Packaging.Signatures;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Retraining;
using FunctionsMaaS.Retraining.Status;
using FunctionsMaaS.Training;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Cli;

/// <summary>The stages, put together and configured as in the hosts: section <c>Maas</c> of the environment, and what the command line says.</summary>
internal sealed class MaasServices : IAsyncDisposable
{
    private readonly ServiceProvider _provider;
    private bool _isValidated;

    private MaasServices(ServiceProvider provider) => _provider = provider;

    public RecipeCatalog Recipes => _provider.GetRequiredService<RecipeCatalog>();

    public IReadOnlyList<IModelFormat> Formats => [.. _provider.GetServices<IModelFormat>()];

    /// <summary>The registry that is configured.</summary>
    /// <exception cref="OptionsValidationException">Settings are not allowed; all faults are in it.</exception>
    public ModelRegistry Registry => Configured<ModelRegistry>();

    /// <summary>The keys that sign and verify.</summary>
    /// <exception cref="OptionsValidationException">Their settings are not allowed; all faults are in it.</exception>
    public ManifestTrust Trust => _provider.GetRequiredService<ManifestTrust>();

    /// <inheritdoc cref="Registry"/>
    public RolloutReader Rollouts => new(Registry, Configured<StatsReader>());

    /// <inheritdoc cref="Registry"/>
    public DatasetStore Datasets => Configured<DatasetStore>();

    /// <inheritdoc cref="Registry"/>
    public RetrainingJournal Journal => Configured<RetrainingJournal>();

    /// <inheritdoc cref="Registry"/>
    public Reproducer Reproducer => Configured<Reproducer>();

    /// <inheritdoc cref="Registry"/>
    public FeedbackReview FeedbackReview => Configured<FeedbackReview>();

    /// <inheritdoc cref="Registry"/>
    public Retrainer Retrainer => Configured<Retrainer>();

    /// <inheritdoc cref="Registry"/>
    public MaasOptions Settings => Configured<IOptions<MaasOptions>>().Value;

    /// <inheritdoc cref="Registry"/>
    public GateOptions Gate => Configured<IOptions<GateOptions>>().Value;

    /// <summary>Puts them together; touches nothing yet.</summary>
    /// <param name="shell">Has the environment and the time.</param>
    /// <param name="overrides">Settings of the command line, which win over the environment; those without a value are left as they are.</param>
    public static MaasServices Create(Shell shell, params IEnumerable<KeyValuePair<string, string?>> overrides)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(shell.Environment.Select(v => KeyValuePair.Create(v.Key.Replace("__", ":", StringComparison.Ordinal), (string?)v.Value)))
            .AddInMemoryCollection(overrides.Where(o => o.Value is not null))
            .Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton(shell.Time);
        services.AddFunctionsMaaS().UseBlobRegistry();
        return new(services.BuildServiceProvider());
    }

    /// <summary>The settings of <c>--registry</c>: a folder, or the URI of a Blob service; it replaces whatever the environment says.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> RegistryAt(string? place)
    {
        if (place is null)
            return [];
        var isUri = place.Contains("://", StringComparison.Ordinal);
        return
        [
            new($"{RegistryOptions.SectionName}:BlobServiceUri", isUri ? place : ""),
            new($"{RegistryOptions.SectionName}:ConnectionString", ""),
            new($"{RegistryOptions.SectionName}:Path", isUri ? null : place),
        ];
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    private T Configured<T>() where T : class
    {
        if (!_isValidated)
            _provider.GetRequiredService<IStartupValidator>().Validate();
        _isValidated = true;
        return _provider.GetRequiredService<T>();
    }
}
