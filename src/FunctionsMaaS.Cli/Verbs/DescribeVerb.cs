using System.CommandLine;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas describe</c>: says in a few sentences what a model or a version is.</summary>
internal sealed class DescribeVerb : Verb
{
    private readonly Argument<ModelReference> _model = SharedOptions.ModelOrVersion();

    private readonly Argument<string> _text = new("TEXT")
    {
        Description = "The description; an empty one removes it",
        CustomParser = result => SharedOptions.Parse(result, text => ModelAnnotations.EnsureDescription(text) ?? ""),
    };

    private readonly Option<string> _registry = SharedOptions.Registry();

    public DescribeVerb(Shell shell) : base(shell, "describe", "Says in a few sentences what a model or a version is")
    {
        Add(_model);
        Add(_text);
        Add(_registry);
        Examples = ["maas describe tickets 'Routes tickets of the help desk'", "maas describe tickets:3 'Trained on 2025 only'"];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = MaasServices.Create(Shell, MaasServices.RegistryAt(parsed.GetValue(_registry)));
        var reference = parsed.GetRequiredValue(_model);
        var now = await services.Registry.AnnotateAsync(reference.Name, reference.Version, new(parsed.GetRequiredValue(_text)), cancellationToken);
        await Shell.Out.WriteLineAsync(now.Description is { } said ? $"{AnnotationsText.NameOf(reference)}: {said}" : $"{AnnotationsText.NameOf(reference)} has no description now");
        return ExitCode.Done;
    }
}
