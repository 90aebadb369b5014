using System.CommandLine;

namespace FunctionsMaaS.Bench.Growth;

/// <summary><c>growth</c>: what more text, labels, words and examples cost.</summary>
internal static class GrowthCommand
{
    public static Command Create()
    {
        var recipe = new Option<string>("--recipe") { Description = "The recipe to measure.", DefaultValueFactory = _ => "nb-sdca" };
        var scale = new Option<double>("--scale") { Description = "Multiplies the numbers of training texts: below 1 for a quick look.", DefaultValueFactory = _ => 1 };
        scale.Validators.Add(result => { if (result.GetValueOrDefault<double>() is not (> 0 and <= 1)) result.AddError("--scale takes a number above 0, up to 1."); });
        var output = new Option<string>("--out") { Description = "Where to write the result as Markdown.", DefaultValueFactory = _ => "bench/results/growth.md" };
        var command = new Command("growth", "Measures how cost grows with text length, labels, vocabulary and training size, on synthetic texts.") { recipe, scale, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var campaign = new GrowthCampaign(parsed.GetRequiredValue(recipe), parsed.GetValue(scale));
            var machine = Machine.Look(TimeProvider.System);
            GrowthSeries[] series = [.. campaign.Run(cancellationToken)];
            var text = GrowthReport.ToMarkdown(parsed.GetRequiredValue(recipe), series, machine.Again());
            Console.WriteLine(text);
            await File.WriteAllTextAsync(parsed.GetRequiredValue(output), text, cancellationToken);
        });
        return command;
    }
}
