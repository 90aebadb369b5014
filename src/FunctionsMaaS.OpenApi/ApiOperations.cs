using FunctionsMaaS.OpenApi.Operations;

namespace FunctionsMaaS.OpenApi;

/// <summary>What the document says of every route: each feature's part, put together.</summary>
internal static class ApiOperations
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        .. ClassifyOperations.All,
        .. FeedbackOperations.All,
        .. ModelsOperations.All,
        .. LifecycleOperations.All,
        .. RolloutOperations.All,
        .. RetrainingOperations.All,
        .. MonitoringOperations.All,
        .. HealthOperations.All,
        .. PageOperations.All,
        .. OpenInferenceOperations.All,
        .. MlflowOperations.All,
        .. OpenApiDocumentOperations.All,
    ];

    /// <summary>The types that answers are written from. Types within them follow by themselves.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        typeof(Http.Problems.ProblemBody),
        .. ClassifyOperations.Types,
        .. FeedbackOperations.Types,
        .. ModelsOperations.Types,
        .. LifecycleOperations.Types,
        .. RolloutOperations.Types,
        .. RetrainingOperations.Types,
        .. MonitoringOperations.Types,
        .. HealthOperations.Types,
        .. OpenInferenceOperations.Types,
        .. MlflowOperations.Types,
    ];

    /// <summary>Schemas of what is read or written by hand.</summary>
    public static IReadOnlyList<(string Name, string Schema)> Schemas { get; } =
    [
        .. ClassifyOperations.Schemas,
        .. FeedbackOperations.Schemas,
        .. LifecycleOperations.Schemas,
        .. RolloutOperations.Schemas,
        .. RetrainingOperations.Schemas,
        .. OpenInferenceOperations.Schemas,
        .. MlflowOperations.Schemas,
    ];

    /// <summary>The groups, in the order they are shown.</summary>
    public static IReadOnlyList<(string Name, string Description)> Tags { get; } =
    [
        ("Classify", "Texts in, labels with calibrated probabilities out; and corrections, for the next model."),
        ("Models", "The catalogue: models, their versions and manifests."),
        ("Operations", "Health, statistics, metrics and retraining."),
        ("Open Inference Protocol", "Version 2 of the protocol of KServe, Triton and others, over REST with JSON tensors."),
        ("MLflow", "The protocol of MLflow's scoring server."),
        ("Documentation", "This document."),
        ("Page", "The page to try the service on."),
    ];

    /// <summary>A parameter of a path.</summary>
    public static ApiParameter PathParameter(string name) => name switch
    {
        "name" => new(name, "A model: 1 to 64 of a-z, 0-9, `-` and `_`, beginning with a letter or digit.", """{"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$"}"""),
        "version" => new(name, "A version, a whole number from 1.", """{"type": "string", "pattern": "^[0-9]+$"}"""),
        "alias" => new(name, "An alias, spelt like the name of a model.", """{"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$"}"""),
        "file" => new(name, "A file of the page.", """{"type": "string"}"""),
        _ => throw new InvalidOperationException($"No parameter of a path is called {name}; describe it here."),
    };
}
