using System.CommandLine;
using System.Text.Json;
using FunctionsMaaS.Bench.SideBySide.Contenders;

namespace FunctionsMaaS.Bench.SideBySide;

/// <summary><c>contender</c>: one step of one contender written in C#; what <c>side-by-side</c> starts as its children, with the options of the Python peers.</summary>
internal static class ContenderCommand
{
    public const string Name = "contender";

    public static Command Create()
    {
        var kind = new Argument<string>("kind");
        var stage = new Argument<string>("stage");
        stage.AcceptOnlyFromAmong("fit", "serve");
        var index = new Option<string>("--index") { Required = true };
        var model = new Option<string>("--model") { Required = true };
        var result = new Option<string>("--result") { Required = true };
        var predictions = new Option<string>("--predictions") { DefaultValueFactory = _ => "" };
        var texts = new Option<int>("--texts") { DefaultValueFactory = _ => 1000 };
        var command = new Command(Name, "One step of one contender, in a process of its own.") { kind, stage, index, model, result, predictions, texts };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            IContender contender = DocumentedMlNet.Create(parsed.GetRequiredValue(kind)) ?? (IContender)new OwnContender(parsed.GetRequiredValue(kind));
            var json = parsed.GetValue(stage) == "fit"
                ? JsonSerializer.Serialize(ContenderRun.Fit(contender, parsed.GetRequiredValue(index), parsed.GetRequiredValue(model)), BenchJson.Default.FitResult)
                : JsonSerializer.Serialize(Serve(), BenchJson.Default.ServeResult);
            File.WriteAllText(parsed.GetRequiredValue(result), json);

            ServeResult Serve()
            {
                var (served, predicted) = ContenderRun.Serve(contender, parsed.GetRequiredValue(index), parsed.GetRequiredValue(model), parsed.GetValue(texts));
                File.WriteAllText(parsed.GetRequiredValue(predictions), JsonSerializer.Serialize(predicted, BenchJson.Default.StringArray));
                return served;
            }
        });
        return command;
    }
}
