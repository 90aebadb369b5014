using System.Globalization;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Retraining;
using FunctionsMaaS.Testing.Packaging;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Bench.Kill;

/// <summary>
/// The process that is killed: does one thing after another until then, and says on its standard output what it begins (<c>do</c>), and
/// what it was answered (<c>ack</c>). Whatever is acknowledged must be there for good.
/// </summary>
internal sealed class KillWorker : IDisposable
{
    /// <summary>The model that all processes publish, promote and delete.</summary>
    public const string Shared = "shared";

    private static readonly string[] Aliases = ["champion", "challenger", "trial"];

    private readonly ServiceProvider _services;
    private readonly ModelRegistry _registry;
    private readonly FeedbackStore _feedback;
    private readonly Random _random;
    private readonly int _number;
    private int _examples;

    /// <param name="place">A folder, or the URI of a Blob service.</param>
    /// <param name="number">Which process it is, from 1.</param>
    /// <param name="seed">Decides what it does in which order.</param>
    public KillWorker(string place, int number, int seed)
    {
        _services = KillStorage.Open(place, OwnModel(number), new GrowingSource(number));
        _registry = _services.GetRequiredService<ModelRegistry>();
        _feedback = _services.GetRequiredService<FeedbackStore>();
        _random = new Random(SeedOf(seed, number));
        _number = number;
    }

    /// <summary>The same in every process, which hash codes are not.</summary>
    public static int SeedOf(int seed, int number) => unchecked((seed * 1_000_003) + number);

    /// <summary>The model that this process alone retrains, so that its lease is its own.</summary>
    public static string OwnModel(int number) => string.Create(CultureInfo.InvariantCulture, $"own-{number}");

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await WarmUpAsync(cancellationToken);
        Say("ready");
        while (true)
        {
            try
            {
                await ActAsync(_random.Next(20), cancellationToken);
            }
            catch (Exception e) when (e is AliasConflictException or VersionConflictException or ModelNotFoundException)
            {
                Say("ack nothing");
            }
        }
    }

    public void Dispose() => _services.Dispose();

    /// <summary>Everything once on the own model, so that compiling it does not take up the short life.</summary>
    private async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        var model = OwnModel(_number);
        for (var version = 1; version <= 3; version++)
            await _registry.PublishAsync(model, SamplePackages.Of("a", "b"), cancellationToken);
        var first = await _registry.MoveAliasAsync(model, Aliases[0], 1, expectedETag: null, cancellationToken);
        await _registry.MoveAliasAsync(model, Aliases[0], 2, first.ETag, cancellationToken);
        await _registry.RollBackAsync(model, Aliases[0], expectedETag: null, LedgerNote.Local, cancellationToken);
        await _registry.DeleteAsync(model, 3, LedgerNote.Local, cancellationToken);
        await _feedback.AddFeedbackAsync(model, new("text", "a", null), cancellationToken: cancellationToken);
        await _services.GetRequiredService<Retrainer>().RunAsync("bench", progress: null, cancellationToken);
    }

    private Task ActAsync(int dice, CancellationToken cancellationToken) => dice switch
    {
        < 5 => PublishAsync(cancellationToken),
        < 9 => PromoteAsync(cancellationToken),
        < 10 => RollBackAsync(cancellationToken),
        < 13 => RetrainAsync(cancellationToken),
        < 16 => FeedBackAsync(cancellationToken),
        _ => DeleteAsync(cancellationToken),
    };

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        Say("do publish");
        var published = await _registry.PublishAsync(Shared, SamplePackages.Of("a", $"b{_random.Next()}"), cancellationToken);
        Say($"ack publish {published.Version}");
    }

    private async Task PromoteAsync(CancellationToken cancellationToken)
    {
        Say("do promote");
        var alias = Aliases[_random.Next(Aliases.Length)];
        var seen = await _registry.FindAliasAsync(Shared, alias, cancellationToken);
        var moved = await _registry.MoveAliasAsync(Shared, alias, await AnyVersionAsync(cancellationToken), seen?.ETag, cancellationToken);
        Say($"ack move {moved.Sequence} {alias} {moved.Version}");
    }

    private async Task RollBackAsync(CancellationToken cancellationToken)
    {
        Say("do rollback");
        var alias = Aliases[_random.Next(Aliases.Length)];
        var (_, moved) = await _registry.RollBackAsync(Shared, alias, expectedETag: null, LedgerNote.Local, cancellationToken);
        Say($"ack move {moved.Sequence} {alias} {moved.Version}");
    }

    private async Task RetrainAsync(CancellationToken cancellationToken)
    {
        Say("do retrain");
        var outcome = await _services.GetRequiredService<Retrainer>().RunAsync("bench", progress: null, cancellationToken);
        Say($"ack retrain {outcome.Status} {outcome.Version}");
    }

    private async Task FeedBackAsync(CancellationToken cancellationToken)
    {
        Say("do feedback");
        var entry = await _feedback.AddFeedbackAsync(Shared, new($"text {_number} {++_examples}", "a", null), cancellationToken: cancellationToken);
        Say($"ack feedback {entry.Id}");
    }

    private async Task DeleteAsync(CancellationToken cancellationToken)
    {
        Say("do delete");
        var deleted = await _registry.DeleteAsync(Shared, await AnyVersionAsync(cancellationToken), LedgerNote.Local, cancellationToken);
        Say($"ack delete {deleted.Sequence} {deleted.Version}");
    }

    private async Task<int> AnyVersionAsync(CancellationToken cancellationToken)
    {
        var versions = await _registry.ListVersionsAsync(Shared, cancellationToken);
        return versions[_random.Next(Math.Min(versions.Count, 8))];
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
