using System.CommandLine;

namespace FunctionsMaaS.Bench.SideBySide;

/// <summary><c>side-by-side</c>: the product's recipes and its peers on the same texts.</summary>
internal static class SideBySideCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "The texts to train on, as maas train reads them.", Required = true };
        var test = new Option<string?>("--test") { Description = "The texts to test on; without it the data's test part or, where it has none, its newest quarter by article number." };
        var rounds = new Option<int>("--rounds") { Description = "How often each contender is fitted and measured; medians are shown.", DefaultValueFactory = _ => 3 };
        var texts = new Option<int>("--texts") { Description = "About how many texts are predicted one at a time.", DefaultValueFactory = _ => 1000 };
        var only = new Option<string[]>("--only") { Description = "Contenders to run, by name; without it all.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        only.AcceptOnlyFromAmong([.. Contender.All.Select(c => c.Name)]);
        var output = new Option<string>("--out") { Description = "Where to write the result as Markdown, and beside it as JSON.", DefaultValueFactory = _ => "bench/results/side-by-side.md" };
        foreach (var option in new[] { rounds, texts })
            option.Validators.Add(result => { if (result.GetValueOrDefault<int>() < 1) result.AddError($"{option.Name} takes a whole number from 1."); });
        var command = new Command("side-by-side", "Fits and measures the recipes, scikit-learn, fastText and ML.NET as documented on the same split, each in its own process.")
        {
            data, test, rounds, texts, only, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var chosen = parsed.GetValue(only)!;
            Contender[] contenders = [.. Contender.All.Where(c => chosen.Length == 0 || chosen.Contains(c.Name))];
            var result = await SideBySideCampaign.RunAsync(
                parsed.GetRequiredValue(data), parsed.GetValue(test), parsed.GetValue(rounds), parsed.GetValue(texts), contenders, cancellationToken);
            var text = SideBySideReport.ToMarkdown(result);
            Console.WriteLine(text);
            await ResultFile.WriteAsync(parsed.GetRequiredValue(output), text, result, BenchJson.Indented.SideBySideResult, cancellationToken);
        });
        return command;
    }
}
