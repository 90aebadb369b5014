using System.CommandLine;
using System.CommandLine.Parsing;
using FunctionsMaaS.Cli.Models;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Data;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Retraining;
using FunctionsMaaS.Training;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas train</c>: labelled texts in, a model package out.</summary>
internal sealed class TrainVerb : Verb
{
    /// <summary>The recipe unless another is named: the one that retraining takes too.</summary>
    private static readonly string DefaultRecipe = new RetrainingOptions().Recipe;

    private readonly Option<string> _data = SharedOptions.Data();
    private readonly Option<string> _recipe = new("--recipe") { HelpName = "NAME", Description = "How to train", DefaultValueFactory = _ => DefaultRecipe };
    private readonly Option<MessageParts> _strip = new("--strip")
    {
        HelpName = "PARTS",
        Description = "What to leave out of every message, now and when classifying; several with commas between",
        CustomParser = ParseParts,
    };

    private readonly Option<int> _seed = SharedOptions.Seed();
    private readonly Option<string> _out = new("--out")
    {
        HelpName = "FILE",
        Required = true,
        Description = "The model package to write; replaced as a whole if there is one",
        CustomParser = result => SharedOptions.NotBlank(result, "--out", "the path of a file"),
    };

    public TrainVerb(Shell shell) : base(shell, "train", "Trains a classifier and writes it as a model package")
    {
        Add(_data);
        Add(_out);
        Add(_recipe);
        Add(_strip);
        Add(_seed);
        _strip.CompletionSources.Clear();
        _strip.CompletionSources.Add("headers", "footers", "quotes");
        _recipe.CompletionSources.Add(_ => Recipes().Names);
        _recipe.Validators.Add(EnsureRecipe);
        Examples =
        [
            "maas train --data data/newsgroups --out news.maas",
            "maas train --data posts.jsonl --strip headers,quotes --out posts.maas",
        ];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = parsed.GetRequiredValue(_out);
        OutputFile.EnsureWritable(path);
        await using var services = MaasServices.Create(Shell);
        var trust = services.Trust;
        var recipe = services.Recipes.Get(parsed.GetRequiredValue(_recipe));
        var options = new TrainingOptions { Seed = parsed.GetValue(_seed), Strip = parsed.GetValue(_strip) };

        var started = Shell.Time.GetTimestamp();
        var (package, train) = await ProgressDisplay.RunAsync(
            Shell, progress => TrainAsync(recipe, parsed.GetRequiredValue(_data), options, services.Formats, progress, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        ModelPackageFile.Write(package, path, trust);

        var seconds = Amounts.Seconds(Shell.Time.GetElapsedTime(started).TotalSeconds);
        await Shell.Error.WriteLineAsync($"Trained {recipe.Name} on {Amounts.Of(train.Examples.Count, "text")} with {Amounts.Of(train.Labels.Count, "label")} in {seconds}");
        if (package.Manifest.Metrics is { Count: > 0 } metrics)
            await Shell.Error.WriteLineAsync($"Measured on {Amounts.Of((int)metrics["documents"], "text")} of the test part: {Amounts.Metrics(metrics)}");
        await Shell.Error.WriteLineAsync($"Wrote {path} ({Amounts.Bytes(new FileInfo(path).Length)})");
        return ExitCode.Done;
    }

    private async Task<(ModelPackage, Dataset)> TrainAsync(
        IRecipe recipe, string path, TrainingOptions options, IReadOnlyList<IModelFormat> formats, IProgress<TrainingProgress> progress, CancellationToken cancellationToken)
    {
        progress.Report(new($"reading {path}", 0));
        var parts = await new FileDatasetSource(path).ReadAsync(cancellationToken);
        var (train, test) = parts.EnsureTestLabelsAreTrained();
        train.EnsureTrainable();

        var trained = await Task.Run(() => recipe.Train(train, options, progress, cancellationToken), cancellationToken);
        var package = ModelPackages.Create(trained, formats, metrics: null, Shell.Time);
        if (test is null)
            return (package, train);
        var report = await Task.Run(() => Measuring.Evaluate(package, test, formats, progress, cancellationToken).Report, cancellationToken);
        return (package.With(report), train);
    }

    /// <summary>The recipes alone, which are stateless; asked for only by the help page and by a recipe that is named.</summary>
    private static RecipeCatalog Recipes()
    {
        using var services = new ServiceCollection().AddTraining().BuildServiceProvider();
        return services.GetRequiredService<RecipeCatalog>();
    }

    private static void EnsureRecipe(OptionResult result)
    {
        try
        {
            if (result.GetValueOrDefault<string>() is { } name)
                Recipes().Get(name);
        }
        catch (ArgumentException unknown)
        {
            result.AddError(Failures.WithoutParameter(unknown));
        }
    }

    private static MessageParts ParseParts(ArgumentResult result) => SharedOptions.Parse(result, text =>
    {
        var parts = MessageParts.None;
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries))
        {
            parts |= name switch
            {
                "headers" => MessageParts.Headers,
                "footers" => MessageParts.Footers,
                "quotes" => MessageParts.Quotes,
                _ => throw new ArgumentException($"'{Printable.Quote(name)}' cannot be stripped: allowed are headers, footers and quotes, with commas between."),
            };
        }
        return parts;
    });
}
