using System.CommandLine;
using FunctionsMaaS.Cli.Models;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Data;
using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Training;
using FunctionsMaaS.Training.Compact;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas compress</c>: a compact model made smaller, and what that cost.</summary>
internal sealed class CompressVerb : Verb
{
    private readonly Option<ModelSource> _model = SharedOptions.Model();
    private readonly Option<string> _out = new("--out")
    {
        HelpName = "FILE",
        Required = true,
        Description = "The model package to write; replaced as a whole if there is one",
        CustomParser = result => SharedOptions.NotBlank(result, "--out", "the path of a file"),
    };

    private readonly Option<int> _bits = new("--bits")
    {
        HelpName = "8|16|32",
        Description = "Bits of a weight",
        DefaultValueFactory = _ => new CompressionOptions().Bits,
        CustomParser = result => SharedOptions.Parse(result, text => text is "8" or "16" or "32"
            ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            : throw new ArgumentException($"'{Printable.Quote(text)}' is not allowed: --bits takes 8, 16 or 32.")),
    };

    private readonly Option<CompressionOptions?> _prune = new("--prune")
    {
        HelpName = "RULES",
        Description = $"Which n-grams to leave out, the least important first: {PruneRules.Allowed}",
        CustomParser = result => SharedOptions.Parse(result, PruneRules.Parse),
    };

    private readonly Option<string> _data = SharedOptions.Data();
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<string> _registry = SharedOptions.Registry();

    public CompressVerb(Shell shell) : base(shell, "compress", "Makes a compact model smaller, and measures what that costs")
    {
        _data.Required = false;
        _data.Description = $"Measures both models on these. {_data.Description}";
        Add(_model);
        Add(_out);
        Add(_bits);
        Add(_prune);
        Add(_data);
        Add(_json);
        Add(_registry);
        Examples =
        [
            "maas compress --model news.maas --out small.maas --prune size=1MB --data news",
            "maas compress --model newsgroups@champion --out small.maas --prune share=0.5",
        ];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (path, data, rules) = (parsed.GetRequiredValue(_out), parsed.GetValue(_data), parsed.GetValue(_prune));
        OutputFile.EnsureWritable(path);
        await using var services = MaasServices.Create(Shell, MaasServices.RegistryAt(parsed.GetValue(_registry)));
        var (source, trust) = (parsed.GetRequiredValue(_model), services.Trust);
        var options = (rules ?? new()) with { Bits = parsed.GetValue(_bits) };
        var (after, document) = await ProgressDisplay.RunAsync(Shell, async progress =>
        {
            var package = await source.OpenAsync(services, cancellationToken);
            var dataset = data is null ? null : (await Measuring.ReadAsync(data, progress, cancellationToken)).Dataset;
            progress.Report(new("compressing", 0));
            return await Task.Run(() => Compress(package, source, options, dataset, services.Formats, progress, cancellationToken), cancellationToken);
        });
        cancellationToken.ThrowIfCancellationRequested();
        ModelPackageFile.Write(after, path, trust);

        if (parsed.GetValue(_json))
            await CliJson.WriteAsync(Shell, document, CliJson.Relaxed.CompressDocument);
        else
            Write(document);
        await Shell.Error.WriteLineAsync($"Wrote {path} ({Amounts.Bytes(new FileInfo(path).Length)})");
        return ExitCode.Done;
    }

    private (ModelPackage Package, CompressDocument Document) Compress(
        ModelPackage before, ModelSource source, CompressionOptions options, Dataset? dataset,
        IReadOnlyList<IModelFormat> formats, IProgress<TrainingProgress> progress, CancellationToken cancellationToken)
    {
        if (before.Manifest.Payload.Format != CompactModelFormat.FormatName)
        {
            throw new CommandFailedException(
                $"'{Printable.Quote(source.ToString()!)}' is a model of the format '{Printable.Quote(before.Manifest.Payload.Format)}': only those of '{CompactModelFormat.FormatName}' can be compressed.");
        }
        var after = Compressed(before, options);
        var (measuredBefore, measuredAfter) = (Measure(before), Measure(after));
        if (measuredAfter is not null)
            after = after.With(measuredAfter.Report);
        return (after, CompressDocument.Of(before.Manifest, after.Manifest, measuredBefore, measuredAfter));

        EvaluationResult? Measure(ModelPackage package) =>
            dataset is null ? null : Measuring.Evaluate(package, dataset, formats, progress, cancellationToken);
    }

    /// <summary>The manifest says what was done and to which payload; figures of the model before are not those of this one, so they go.</summary>
    private ModelPackage Compressed(ModelPackage before, CompressionOptions options)
    {
        CompressedModel made;
        try
        {
            made = CompactModelCompressor.Compress(before.Payload, options);
        }
        catch (InvalidDataException damaged)
        {
            throw new ModelPackageException($"The model cannot be compressed: {damaged.Message}", damaged);
        }
        var parameters = new Dictionary<string, string>(before.Manifest.Parameters);
        foreach (var (name, value) in made.Parameters)
            parameters[name] = value;
        if (parameters["features"] != before.Manifest.Parameters.GetValueOrDefault("features"))
            PredictionBaseline.ForgetVocabulary(parameters);
        parameters["compressedFrom"] = before.Manifest.Payload.Digest;
        return new(before.Manifest with
        {
            Name = null,
            Version = null,
            Created = Shell.Time.GetUtcNow(),
            Parameters = parameters,
            Metrics = new Dictionary<string, double>(),
            Evaluation = null,
            Payload = before.Manifest.Payload with { Digest = Digest.Of(made.Payload.Span), Size = made.Payload.Length },
        }, made.Payload);
    }

    private void Write(CompressDocument document)
    {
        var (before, after) = (document.Before, document.After);
        var sheet = new Sheet(Shell, "", ">before", ">after", ">difference");
        sheet.Add("size", Amounts.Bytes(before.Bytes), Amounts.Bytes(after.Bytes), Amounts.Share((double)(after.Bytes - before.Bytes) / before.Bytes));
        foreach (var name in new[] { "features", "bits" })
            sheet.Add(name, before.Parameters.GetValueOrDefault(name, ""), after.Parameters[name], "");
        if (before.Metrics is not null && after.Metrics is not null)
        {
            foreach (var (key, name) in Amounts.KnownMetrics)
                sheet.Add(name, Amounts.Rate(before.Metrics[key]), Amounts.Rate(after.Metrics[key]), Amounts.SignedRate(after.Metrics[key] - before.Metrics[key]));
        }
        if (document.LabelAgreement is { } agreement)
            sheet.Add("label agreement", "", Amounts.Rate(agreement), "");
        sheet.Write();
    }
}
