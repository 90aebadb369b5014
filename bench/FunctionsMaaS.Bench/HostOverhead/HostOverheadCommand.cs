using System.CommandLine;

namespace FunctionsMaaS.Bench.HostOverhead;

/// <summary><c>host-overhead</c>: the Functions app and a function that returns a constant, on the same Functions host.</summary>
internal static class HostOverheadCommand
{
    public static Command Create()
    {
        var host = new Option<string>("--host") { Required = true, Description = "A program that takes the published folder of an app and a port, and runs the Functions host there until it is ended." };
        var ours = new Option<string>("--ours") { Required = true, Description = "The published Functions app." };
        var constant = new Option<string>("--constant") { Required = true, Description = "The published bench/peers/constant-function." };
        var key = new Option<string>("--key") { Description = "A function key that the host knows.", DefaultValueFactory = _ => "local-function-key" };
        var data = new Option<string>("--data") { Description = "The texts to train on and to send, as maas train reads them.", DefaultValueFactory = _ => "data/newsgroups" };
        var rounds = Whole("--rounds", 5, "How often each app is started and loaded; medians are shown.");
        var seconds = Whole("--seconds", 10, "How long each load lasts.");
        var rate = Whole("--rate", 100, "Requests a second that are offered.");
        var output = new Option<string>("--out") { Description = "Where to write the result.", DefaultValueFactory = _ => "bench/results/host-overhead.md" };
        var command = new Command("host-overhead", "What classifying adds to the start and the latency of a function that returns a constant, on the same Functions host in the same run.")
        {
            host, ours, constant, key, data, rounds, seconds, rate, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var plan = new HostOverheadPlan(
                Path.GetFullPath(parsed.GetRequiredValue(host)), Path.GetFullPath(parsed.GetRequiredValue(ours)), Path.GetFullPath(parsed.GetRequiredValue(constant)),
                parsed.GetRequiredValue(key), parsed.GetRequiredValue(data), parsed.GetValue(rounds), parsed.GetValue(seconds), parsed.GetValue(rate));
            var text = HostOverheadReport.ToMarkdown(await HostOverheadCampaign.RunAsync(plan, cancellationToken));
            Console.WriteLine(text);
            await ResultFile.WriteAsync(parsed.GetRequiredValue(output), text, cancellationToken);
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
