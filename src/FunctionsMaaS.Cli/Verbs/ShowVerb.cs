using System.CommandLine;
using System.Text;
using FunctionsMaaS.Cli.Models;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Data;
using FunctionsMaaS.Http.Cards;
using FunctionsMaaS.Http.Lifecycle;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Packaging.Signatures;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas show</c>: what is known of one model.</summary>
internal sealed class ShowVerb : Verb
{
    private readonly Argument<ModelSource> _model = new("MODEL")
    {
        Description = "A package FILE, or NAME, NAME@ALIAS or NAME:VERSION in the registry (NAME alone is NAME@champion)",
        CustomParser = SharedOptions.ParseModel,
    };

    private readonly Option<bool> _ledger = SharedOptions.Flag("--ledger", "Shows who published, moved and judged what, newest first");

    private readonly Option<string> _at = new("--at")
    {
        HelpName = "TIME",
        Description = "With --ledger: which version the alias had then, such as 2026-01-31T23:59Z",
        CustomParser = result => SharedOptions.Parse(result, text => LedgerTime.TryParse(text, out _) ? text : throw new ArgumentException(LedgerTime.Fault("--at", text))),
    };

    private readonly Option<bool> _card = SharedOptions.Flag("--card", "Prints the model card, in Markdown");

    private readonly Option<string> _html = new("--html")
    {
        HelpName = "FILE.html",
        Description = "With --card: writes the card as a page instead, which needs nothing else to be read",
        CustomParser = result => SharedOptions.NotBlank(result, "--html", "the path of a file"),
    };

    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<string> _registry = SharedOptions.Registry();

    public ShowVerb(Shell shell) : base(shell, "show", "Shows how a model was made, from what, and how good it is")
    {
        Add(_model);
        Add(_ledger);
        Add(_at);
        Add(_card);
        Add(_html);
        Add(_json);
        Add(_registry);
        Examples = ["maas show news.maas", "maas show newsgroups:3 --json", "maas show newsgroups --card --html card.html", "maas show newsgroups --ledger --at 2026-01-31T23:59Z"];
        Validators.Add(result =>
        {
            if (result.GetResult(_at) is not null && result.GetResult(_ledger) is null)
                result.AddError("--at needs --ledger.");
            if (result.GetResult(_html) is not null && result.GetResult(_card) is null)
                result.AddError("--html needs --card.");
            if (result.GetResult(_card) is not null && (result.GetResult(_ledger) ?? result.GetResult(_json)) is not null)
                result.AddError("--card goes with neither --ledger nor --json.");
        });
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = MaasServices.Create(Shell, MaasServices.RegistryAt(parsed.GetValue(_registry)));
        var source = parsed.GetRequiredValue(_model);
        if (parsed.GetValue(_ledger))
        {
            var sheet = new LedgerSheet(Shell, services.Registry, parsed.GetValue(_json));
            await sheet.WriteAsync(source, parsed.GetValue(_at), cancellationToken);
            return ExitCode.Done;
        }
        var page = parsed.GetValue(_html);
        if (page is not null)
            OutputFile.EnsureWritable(page);
        var manifest = await source.ReadManifestAsync(services, cancellationToken);
        if (parsed.GetValue(_card))
            await WriteCardAsync(ModelCard.Of(manifest, source.TitleOf(manifest)), page);
        else if (parsed.GetValue(_json))
            await Shell.Out.WriteAsync(Encoding.UTF8.GetString(ManifestJson.Write(manifest)));
        else
            await WriteAsync(source, manifest, services, cancellationToken);
        return ExitCode.Done;
    }

    private async Task WriteCardAsync(CardDocument card, string? page)
    {
        if (page is null)
        {
            await Shell.Out.WriteAsync(MarkdownCard.Write(card));
            return;
        }
        AtomicFile.Write(page, stream => stream.Write(Encoding.UTF8.GetBytes(HtmlCard.Write(card))));
        await Shell.Error.WriteLineAsync($"Wrote {page}");
    }

    private static string FeedbackText(FeedbackReference feedback) =>
        $"{Amounts.Of(feedback.Examples, "correction")}{(feedback.Contributors.Count == 0 ? "" : $" of {string.Join(", ", feedback.Contributors.Select(c => $"{c.Key} ({Amounts.Count(c.Value)})"))}")}; {Amounts.Count(feedback.Quarantined)} kept out";

    private async Task WriteAsync(ModelSource source, ModelManifest manifest, MaasServices services, CancellationToken cancellationToken)
    {
        var sheet = new Sheet(Shell, "", "");
        sheet.Add("model", source.TitleOf(manifest));
        if (source is RegisteredModel)
            await AddAnnotationsAsync(sheet, services.Registry, manifest.Name!, manifest.Version!.Value, cancellationToken);
        Add(sheet, manifest, await source.ReadSignatureAsync(services, manifest, cancellationToken));
        sheet.Write();
    }

    private static async Task AddAnnotationsAsync(Sheet sheet, ModelRegistry registry, string name, int version, CancellationToken cancellationToken)
    {
        var (description, tags) = await registry.GetAnnotationsAsync(name, version, cancellationToken);
        if (description is not null)
            sheet.Add("description", description.ReplaceLineEndings(" "));
        if (tags.Count > 0)
            sheet.Add("tags", AnnotationsText.Of(tags));
        if (await registry.IsArchivedAsync(name, version, cancellationToken))
            sheet.Add("archived", "yes");
    }

    private static void Add(Sheet sheet, ModelManifest manifest, SignatureStatus signature)
    {
        sheet.Add("created", Amounts.Time(manifest.Created));
        sheet.Add("recipe", manifest.Recipe);
        if (manifest.Seed is { } seed)
            sheet.Add("seed", $"{seed}");
        if (manifest.Settings.Strip != MessageParts.None)
            sheet.Add("strips", manifest.Settings.Strip.ToString().ToLowerInvariant());
        if (manifest.Settings.TextColumn is { } column)
            sheet.Add("text column", column);
        if (manifest.Dataset is { } dataset)
            sheet.Add("trained on", $"{dataset.Name}, {Amounts.Of(dataset.Documents, "text")}, {Amounts.Digest(dataset.Digest)}");
        if (manifest.Feedback is { } feedback)
            sheet.Add("feedback", FeedbackText(feedback));
        sheet.Add("payload", $"{manifest.Payload.Format}, {Amounts.Bytes(manifest.Payload.Size)}, {Amounts.Digest(manifest.Payload.Digest)}");
        sheet.Add("signature", Signed(signature));
        if (manifest.Metrics.TryGetValue("documents", out var documents))
            sheet.Add("measured on", Amounts.Of((int)documents, "text"));
        foreach (var (key, name) in Amounts.KnownMetrics.Where(m => manifest.Metrics.ContainsKey(m.Key)))
            sheet.Add(name, Amounts.Rate(manifest.Metrics[key]));
        foreach (var (name, value) in manifest.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal))
            sheet.Add(name, value);
        foreach (var (name, version) in manifest.Libraries.OrderBy(l => l.Key, StringComparer.Ordinal))
            sheet.Add("made with", $"{name} {version}");
        sheet.Add($"{Amounts.Of(manifest.Labels.Count, "label")}", string.Join(", ", manifest.Labels));
    }

    private static string Signed(SignatureStatus signature) => signature.State switch
    {
        SignatureState.None => "none",
        SignatureState.Trusted => $"of {signature.KeyName}, {Amounts.Digest(signature.KeyId!)}",
        SignatureState.Unknown => $"of a key that is not trusted here, {Amounts.Digest(signature.KeyId!)}",
        _ => $"wrong: {signature.Fault}",
    };
}
