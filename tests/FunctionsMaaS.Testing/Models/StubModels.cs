using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Training;
using Xunit;

namespace FunctionsMaaS.Testing.Models;

/// <summary>Publishes models of <see cref="StubFormat"/>.</summary>
public static class StubModels
{
    /// <summary>Publishes a version that gives every text the label <paramref name="label"/>.</summary>
    public static Task<int> PublishAsync(this ModelRegistry registry, string name, string label) =>
        registry.PublishPayloadAsync(name, StubFormat.Payload(label, "other"), [label, "other"]);

    /// <summary>Publishes a version with any payload.</summary>
    public static async Task<int> PublishPayloadAsync(this ModelRegistry registry, string name, ReadOnlyMemory<byte> payload, params string[] labels)
    {
        var model = new TrainedModel
        {
            Recipe = "stub",
            Parameters = new Dictionary<string, string>(),
            Seed = 1,
            Labels = labels,
            Format = "stub",
            Payload = payload,
            Settings = new(),
            DatasetDigest = "sha256:" + new string('0', 64),
            DatasetName = "stub",
            Documents = 2,
        };
        var package = ModelPackages.Create(model, [new StubFormat()], metrics: null, TimeProvider.System);
        return (await registry.PublishAsync(name, package, TestContext.Current.CancellationToken)).Version!.Value;
    }

    /// <summary>Points an alias at a version, wherever it pointed before.</summary>
    public static async Task MoveAsync(this ModelRegistry registry, string name, int version, string alias = ModelReference.Champion)
    {
        var current = await registry.FindAliasAsync(name, alias, TestContext.Current.CancellationToken);
        await registry.MoveAliasAsync(name, alias, version, current?.ETag, TestContext.Current.CancellationToken);
    }
}
