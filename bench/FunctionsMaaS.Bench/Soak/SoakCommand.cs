using System.CommandLine;

namespace FunctionsMaaS.Bench.Soak;

/// <summary><c>soak</c>: half load, a reload every few seconds, and what memory does.</summary>
internal static class SoakCommand
{
    private const int Samples = 60;

    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "The texts to train on and to send, as maas train reads them.", DefaultValueFactory = _ => "data/newsgroups" };
        var seconds = new Option<int>("--seconds") { Description = "How long; memory is looked at sixty times. 60 will do for a check on the way.", DefaultValueFactory = _ => 600 };
        var reload = new Option<double>("--reload-every") { Description = "Seconds between two versions.", DefaultValueFactory = _ => 5 };
        var texts = new Option<int>("--texts") { Description = "How many texts are sent, round and round.", DefaultValueFactory = _ => 500 };
        var output = new Option<string>("--out") { Description = "Where to write the result as Markdown, and beside it as JSON.", DefaultValueFactory = _ => "bench/results/soak.md" };
        foreach (var option in new[] { seconds, texts })
            option.Validators.Add(result => { if (result.GetValueOrDefault<int>() < 1) result.AddError($"{option.Name} takes a whole number from 1."); });
        reload.Validators.Add(result => { if (result.GetValueOrDefault<double>() is not >= 0.1) result.AddError("--reload-every takes seconds from 0.1."); });
        var command = new Command("soak", "Half load with a reload every few seconds: no request may fail, and memory must stay flat.") { data, seconds, reload, texts, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var length = parsed.GetValue(seconds);
            var plan = new SoakPlan(
                parsed.GetRequiredValue(data), length, TimeSpan.FromSeconds(parsed.GetValue(reload)), TimeSpan.FromSeconds((double)length / Samples), parsed.GetValue(texts));
            var result = await SoakCampaign.RunAsync(plan, cancellationToken);
            var text = SoakReport.ToMarkdown(result);
            Console.WriteLine(text);
            await ResultFile.WriteAsync(parsed.GetRequiredValue(output), text, result, BenchJson.Indented.SoakResult, cancellationToken);
            return result.Passed ? 0 : 1;
        });
        return command;
    }
}
