using System.Text.Json;
using FunctionsMaaS.Data;

namespace FunctionsMaaS.Bench.Http;

/// <summary>Starts, loads and weighs the contenders, one at a time, round by round.</summary>
internal sealed class HttpCampaign
{
    private const double HeldOut = 0.25;
    private const int ArrivalSeed = 5;
    private const string Route = "/api/classify";
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly HttpPlan _plan;
    private readonly IReadOnlyList<WebContender> _contenders;
    private readonly LabeledText[] _texts;
    private readonly byte[][] _requests;
    private readonly string _bodies;

    private HttpCampaign(HttpPlan plan, IReadOnlyList<WebContender> contenders, LabeledText[] texts, string bodies)
    {
        (_plan, _contenders, _texts, _bodies) = (plan, contenders, texts, bodies);
        _requests = [.. texts.Select(Body).Select(body => RawConnection.Request(Route, body))];
    }

    public static async Task<HttpResult> RunAsync(HttpPlan plan, CancellationToken cancellationToken)
    {
        EnsureInstalled();
        var folder = Directory.CreateTempSubdirectory("maas-http").FullName;
        try
        {
            var published = plan.Published ?? Path.Combine(folder, "server");
            if (plan.Published is null)
                await PublishedServer.PublishAsync(published, cancellationToken);
            var native = plan.PublishedNative ?? Path.Combine(folder, "native");
            if (plan.PublishedNative is null)
                await PublishedServer.PublishNativeAsync(native, cancellationToken);
            var parts = await ReadAsync(plan.Data, cancellationToken);
            var models = new ServedModels(folder);
            await models.TrainAsync(parts.Train, cancellationToken);
            var texts = Spread(parts.Test!.Examples, plan.Texts);
            var bodies = Path.Combine(folder, "bodies.jsonl");
            await File.WriteAllLinesAsync(bodies, texts.Select(t => System.Text.Encoding.UTF8.GetString(Body(t))), cancellationToken);
            WebContender[] contenders =
            [
                WebContender.Ours(published, models.Registry), WebContender.OursNative(native, models.Registry),
                WebContender.FlaskNaiveBayes(models.NaiveBayes), WebContender.FlaskSupportVectors(models.SupportVectors),
            ];
            var machine = Machine.Look(TimeProvider.System);
            var results = await new HttpCampaign(plan, contenders, texts, bodies).RunAsync(cancellationToken);
            return new(Path.GetFileName(plan.Data.TrimEnd('/')), parts.Train.Examples.Count, texts.Length, texts.Average(t => Body(t).Length), plan.Connections, plan.Seconds, machine.Again(), results);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void EnsureInstalled()
    {
        string[] missing = [.. WebContender.Needed.Where(n => !File.Exists(n.Key)).Select(n => n.Value)];
        if (missing.Length > 0)
            throw new InvalidOperationException($"A program is missing, and without it there is no comparison: apt install {string.Join(' ', missing)} python3-flask python3-sklearn");
    }

    private static async Task<DatasetParts> ReadAsync(string data, CancellationToken cancellationToken)
    {
        var parts = await new FileDatasetSource(DatasetPath.Resolve(data)).ReadAsync(cancellationToken);
        return parts.Test is null ? DatasetSplitter.ByNumber(parts.Train, HeldOut) : parts;
    }

    /// <summary>So many texts, spread evenly, in an order in which labels and lengths mix.</summary>
    private static LabeledText[] Spread(IReadOnlyList<LabeledText> texts, int count)
    {
        var step = Math.Max(1, texts.Count / count);
        LabeledText[] chosen = [.. texts.Where((_, i) => i % step == 0).Take(count)];
        new Random(ArrivalSeed).Shuffle(chosen);
        return chosen;
    }

    private static byte[] Body(LabeledText text) => JsonSerializer.SerializeToUtf8Bytes(new ClassifyBody(text.Text), BenchJson.Default.ClassifyBody);

    /// <summary>In each round every contender once, beginning with another one each time: a noisy minute hits all alike.</summary>
    private async Task<HttpContenderResult[]> RunAsync(CancellationToken cancellationToken)
    {
        var (request, label) = AgreedRequest(cancellationToken);
        var rounds = _contenders.ToDictionary(c => c, _ => new List<HttpRound>());
        double? equal = null;
        for (var round = 0; round < _plan.Rounds; round++)
        {
            equal ??= await SlowestHalfLoadAsync(request, label, cancellationToken);
            foreach (var contender in Enumerable.Range(0, _contenders.Count).Select(i => _contenders[(round + i) % _contenders.Count]))
            {
                await Console.Error.WriteLineAsync($"round {round + 1} of {_plan.Rounds}: {contender.Name} ...");
                rounds[contender].Add(await RunAsync(contender, request, label, equal.Value, cancellationToken));
            }
        }
        return [.. _contenders.Select(c => HttpContenderResult.Of(c, rounds[c]))];
    }

    private async Task<HttpRound> RunAsync(WebContender contender, byte[] request, string label, double equal, CancellationToken cancellationToken)
    {
        var starts = new double[_plan.Starts - 1];
        for (var i = 0; i < starts.Length; i++)
        {
            (var started, starts[i]) = WebService.Start(contender, request, label, cancellationToken);
            started.Dispose();
        }
        var (service, seconds) = WebService.Start(contender, request, label, cancellationToken);
        using (service)
        {
            await Task.Delay(Rest, TimeProvider.System, cancellationToken);
            var atRest = service.MemoryBytes;
            await Wrk.RunAsync(service, _bodies, _plan.Connections, _plan.WarmUpSeconds, cancellationToken);
            var maximum = await Wrk.RunAsync(service, _bodies, _plan.Connections, _plan.Seconds, cancellationToken);
            var load = new OpenLoop(service.Address, _requests, ArrivalSeed);
            var half = load.Run(maximum.RequestsPerSecond / 2, _plan.Seconds, cancellationToken);
            var same = load.Run(equal, _plan.Seconds, cancellationToken);
            await Task.Delay(Rest, TimeProvider.System, cancellationToken);
            return new([.. starts, seconds], atRest, service.MemoryBytes, maximum, half, same);
        }
    }

    /// <summary>Half of what the slowest contender can do: a rate that none has to refuse.</summary>
    private async Task<double> SlowestHalfLoadAsync(byte[] request, string label, CancellationToken cancellationToken)
    {
        var slowest = double.PositiveInfinity;
        foreach (var contender in _contenders.Where(c => !c.IsOurs))
        {
            using var service = WebService.Start(contender, request, label, cancellationToken).Service;
            slowest = Math.Min(slowest, (await Wrk.RunAsync(service, _bodies, _plan.Connections, _plan.WarmUpSeconds, cancellationToken)).RequestsPerSecond);
        }
        return slowest / 2;
    }

    /// <summary>The first text that all contenders label as it is labelled: what a correct answer is, at a start.</summary>
    private (byte[] Request, string Label) AgreedRequest(CancellationToken cancellationToken)
    {
        var agreed = Enumerable.Range(0, _texts.Length).ToList();
        foreach (var contender in _contenders)
        {
            using var service = WebService.Start(contender, _requests[0], label: null, cancellationToken).Service;
            using var connection = new RawConnection(service.Address);
            agreed.RemoveAll(i => connection.Send(_requests[i]) != 200 || connection.Label() != _texts[i].Label);
        }
        return agreed.Count > 0
            ? (_requests[agreed[0]], _texts[agreed[0]].Label)
            : throw new InvalidOperationException($"None of {_texts.Length} texts is labelled correctly by all contenders: they were not trained on texts like these.");
    }
}

/// <summary>What to run.</summary>
/// <param name="Data">The texts.</param>
/// <param name="Published">A published server; <see langword="null"/> to publish one.</param>
/// <param name="PublishedNative">A published native server; <see langword="null"/> to publish one.</param>
/// <param name="Rounds">How often each contender is started and loaded.</param>
/// <param name="Starts">How often it is started in each round.</param>
/// <param name="Seconds">How long each load lasts.</param>
/// <param name="WarmUpSeconds">How long it is loaded before.</param>
/// <param name="Connections">Connections of the greatest load.</param>
/// <param name="Texts">How many texts are sent, round and round.</param>
internal sealed record HttpPlan(
    string Data, string? Published, string? PublishedNative, int Rounds, int Starts, int Seconds, int WarmUpSeconds, int Connections, int Texts);

/// <summary>What all contenders are sent.</summary>
internal sealed record ClassifyBody(string Text);
