using System.CommandLine;
using System.Globalization;
using FunctionsMaaS.Cli.Models;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Data;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas data split</c>: one dataset becomes a part to learn from and a part to measure on.</summary>
internal sealed class DataSplitVerb : Verb
{
    private readonly Argument<string> _path = SharedOptions.DataPath();
    private readonly Option<string> _out = new("--out")
    {
        HelpName = "FOLDER",
        Required = true,
        Description = "The folder to make; it must not exist yet, or be empty",
        CustomParser = result => SharedOptions.NotBlank(result, "--out", "the path of a folder"),
    };

    private readonly Option<double> _test = new("--test")
    {
        HelpName = "SHARE",
        Description = "The share of each label to hold out, above 0 and below 1",
        DefaultValueFactory = _ => 0.2,
        CustomParser = result => SharedOptions.Parse(result, ParseShare),
    };

    private readonly Option<string> _by = new("--by")
    {
        HelpName = "HOW",
        Description = "Holds out a random share, or the newest by Date header or by the number that files are named",
        DefaultValueFactory = _ => "random",
    };

    private readonly Option<string> _as = new("--as")
    {
        HelpName = "FORMAT",
        Description = "Writes train.jsonl and test.jsonl, or the folders train/<label>/<file> and test/<label>/<file>",
        DefaultValueFactory = _ => "jsonl",
    };

    private readonly Option<int> _seed = SharedOptions.Seed();
    private readonly Option<bool> _keep = SharedOptions.Flag("--keep-duplicates", "Leaves texts in the test part that the training part has too");

    public DataSplitVerb(Shell shell) : base(shell, "split", "Divides a dataset into a training and a test part")
    {
        _by.AcceptOnlyFromAmong("random", "date", "number");
        _as.AcceptOnlyFromAmong("jsonl", "folder");
        Add(_path);
        Add(_out);
        Add(_test);
        Add(_by);
        Add(_as);
        Add(_seed);
        Add(_keep);
        Examples =
        [
            "maas data split posts.jsonl --out split",
            "maas data split posts.tar.gz --by date --as folder --out split",
        ];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = parsed.GetRequiredValue(_path);
        var folder = parsed.GetRequiredValue(_out);
        SplitFolder.EnsureFree(folder);
        var source = await new FileDatasetSource(path).ReadAsync(cancellationToken);
        if (source.Test is not null)
            throw new CommandFailedException($"'{path}' has a training and a test part already.");

        var parts = Split(source.Train, parsed);
        var split = parsed.GetValue(_keep) ? parts : DatasetDuplicates.DropFromTest(parts);
        var dropped = parts.Test!.Examples.Count - split.Test!.Examples.Count;
        await Task.Run(() => SplitFolder.Write(folder, split, asFolders: parsed.GetValue(_as) == "folder", cancellationToken), cancellationToken);

        await Shell.Error.WriteLineAsync(
            $"Wrote {Amounts.Of(split.Train.Examples.Count, "text")} to learn from and {Amounts.Of(split.Test.Examples.Count, "text")} to measure on to {folder}");
        if (dropped > 0)
            await Shell.Error.WriteLineAsync($"Left out {Amounts.Of(dropped, "text")} of the test part that the training part has too; --keep-duplicates keeps them");
        return ExitCode.Done;
    }

    private DatasetParts Split(Dataset dataset, ParseResult parsed)
    {
        var share = parsed.GetValue(_test);
        return parsed.GetValue(_by) switch
        {
            "date" => DatasetSplitter.ByDate(dataset, share),
            "number" => DatasetSplitter.ByNumber(dataset, share),
            _ => DatasetSplitter.Stratified(dataset, share, parsed.GetValue(_seed)),
        };
    }

    private static double ParseShare(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is > 0 and < 1
            ? share
            : throw new ArgumentException($"'{Printable.Quote(text)}' is not allowed: --test takes a share above 0 and below 1, such as 0.2.");
}
