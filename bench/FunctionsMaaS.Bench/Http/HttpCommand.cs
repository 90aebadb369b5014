using System.CommandLine;

namespace FunctionsMaaS.Bench.Http;

/// <summary><c>http</c>: the published server and the tutorials' Flask app over HTTP.</summary>
internal static class HttpCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "The texts to train on and to send, as maas train reads them.", DefaultValueFactory = _ => "data/newsgroups" };
        var published = new Option<string?>("--published") { Description = "The folder of a published server; without it, it is published first." };
        var native = new Option<string?>("--published-native") { Description = "The folder of a published native server; without it, it is published first." };
        var rounds = Whole("--rounds", 3, "How often each contender is started and loaded; medians are shown.");
        var starts = Whole("--starts", 3, "How often each is started in a round.");
        var seconds = Whole("--seconds", 8, "How long each load lasts.");
        var warmUp = Whole("--warm-up", 5, "How many seconds each is loaded before.");
        var connections = Whole("--connections", 16, "Connections of the greatest load.");
        var texts = Whole("--texts", 500, "About how many texts are sent, round and round.");
        var output = new Option<string>("--out") { Description = "Where to write the result as Markdown, and beside it as JSON.", DefaultValueFactory = _ => "bench/results/http.md" };
        var command = new Command("http", "Throughput, latency, start and memory of the published server and of Flask under gunicorn, in one run on one machine.")
        {
            data, published, native, rounds, starts, seconds, warmUp, connections, texts, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var plan = new HttpPlan(
                parsed.GetRequiredValue(data), parsed.GetValue(published), parsed.GetValue(native), parsed.GetValue(rounds), parsed.GetValue(starts), parsed.GetValue(seconds),
                parsed.GetValue(warmUp), parsed.GetValue(connections), parsed.GetValue(texts));
            var result = await HttpCampaign.RunAsync(plan, cancellationToken);
            var text = HttpReport.ToMarkdown(result);
            Console.WriteLine(text);
            await ResultFile.WriteAsync(parsed.GetRequiredValue(output), text, result, BenchJson.Indented.HttpResult, cancellationToken);
        });
        return command;
    }

    private static Option<int> Whole(string name, int value, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result => { if (result.GetValueOrDefault<int>() < 1) result.AddError($"{name} takes a whole number from 1."); });
        return option;
    }
}
