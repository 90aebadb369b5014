using System.CommandLine;
using System.CommandLine.Parsing;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas tag</c>: gives tags to a model or a version, or takes them away.</summary>
internal sealed class TagVerb : Verb
{
    private readonly Argument<ModelReference> _model = SharedOptions.ModelOrVersion();

    private readonly Argument<AnnotationsChange> _tags = new("TAG=VALUE")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "The tags; TAG= removes one",
        CustomParser = Parse,
    };

    private readonly Option<string> _registry = SharedOptions.Registry();

    public TagVerb(Shell shell) : base(shell, "tag", "Gives tags to a model or a version, or takes them away")
    {
        Add(_model);
        Add(_tags);
        Add(_registry);
        Examples = ["maas tag tickets team=help-desk", "maas tag tickets:3 run=2026-01-31 trial="];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = MaasServices.Create(Shell, MaasServices.RegistryAt(parsed.GetValue(_registry)));
        var reference = parsed.GetRequiredValue(_model);
        var now = await services.Registry.AnnotateAsync(reference.Name, reference.Version, parsed.GetRequiredValue(_tags), cancellationToken);
        await Shell.Out.WriteLineAsync($"{AnnotationsText.NameOf(reference)}: {(now.Tags.Count > 0 ? AnnotationsText.Of(now.Tags) : "no tags")}");
        return ExitCode.Done;
    }

    private static AnnotationsChange? Parse(ArgumentResult result)
    {
        try
        {
            var tags = new Dictionary<string, string?>(StringComparer.Ordinal);
            foreach (var (tag, value) in result.Tokens.Select(token => Split(token.Value)))
            {
                if (!tags.TryAdd(tag, value.Length > 0 ? value : null))
                    throw new ArgumentException($"'{Printable.Quote(tag)}' is given twice.");
            }
            return new(tags: tags);
        }
        catch (ArgumentException error)
        {
            result.AddError(Failures.WithoutParameter(error));
            return null;
        }
    }

    private static (string Tag, string Value) Split(string text) => text.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at
        ? (text[..at], text[(at + 1)..])
        : throw new ArgumentException($"'{Printable.Quote(text)}' gives no value: write TAG=VALUE, or TAG= to remove the tag.");
}
