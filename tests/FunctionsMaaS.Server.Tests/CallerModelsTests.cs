using System.Reflection;
using FunctionsMaaS.Http;
using FunctionsMaaS.Serving;
using FunctionsMaaS.Serving.Rollouts;
using Xunit;

namespace FunctionsMaaS.Server.Tests;

/// <summary>No handler reaches a classifier past the one place that asks whom a key is for.</summary>
public sealed class CallerModelsTests
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>They load, count or show what is loaded, and lend no engine to a request.</summary>
    private static readonly string[] AllowedPools = ["CallerModels", "HealthHandlers", "ModelRefresher", "RepositoryIndexHandler"];

    [Fact]
    public void Only_CallerModels_has_a_classifier() => Assert.Equal(["CallerModels"], HoldersOf(typeof(RolloutClassifier)));

    [Fact]
    public void Nothing_passes_rollouts_by() => Assert.Empty(HoldersOf(typeof(TextClassifier)));

    [Fact]
    public void Only_what_serves_no_text_has_the_pool_besides() =>
        Assert.Empty(HoldersOf(typeof(PredictionEnginePool<TextInput, TextPrediction>)).Except(AllowedPools));

    private static IEnumerable<string> HoldersOf(Type type) => typeof(MaasRoutes).Assembly.GetTypes()
        .Where(t => t.GetFields(Any).Any(f => f.FieldType == type) || t.GetConstructors(Any).Any(c => c.GetParameters().Any(p => p.ParameterType == type)))
        .Select(t => t.Name)
        .Order(StringComparer.Ordinal);
}
