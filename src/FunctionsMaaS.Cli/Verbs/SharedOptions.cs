using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FunctionsMaaS.Cli.Models;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary>Options that several verbs have, each spelt and explained once.</summary>
internal static class SharedOptions
{
    private const string DataFormats = "Labelled texts: a folder of <label>/<file>, a .tar.gz of one, .jsonl[.gz], .csv or .tsv with a header";

    public static Option<bool> Json() => Flag("--json", "Prints one JSON document instead of a table");

    /// <summary>An option that is there or not. It takes no value: the word after it, such as a text that reads "true", is not its own.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };

    public static Option<string> Registry() => new("--registry")
    {
        HelpName = "PATH|URI",
        Description = "The registry: a folder, or the URI of a Blob service; without it what Maas__Registry__... says, else .maas",
        CustomParser = result => NotBlank(result, "--registry", "the path of a folder, or the URI of a Blob service"),
    };

    public static Option<ModelSource> Model(string name = "--model") => new(name)
    {
        HelpName = "MODEL",
        Required = true,
        Description = "A package FILE, or NAME, NAME@ALIAS or NAME:VERSION in the registry (NAME alone is NAME@champion)",
        CustomParser = ParseModel,
    };

    public static Argument<string> ModelName() => new("NAME")
    {
        Description = "The model",
        CustomParser = result => Parse(result, text => ModelReference.EnsureName(text, "model name")),
    };

    public static Argument<string> DataPath() => new("PATH")
    {
        Description = DataFormats,
        CustomParser = result => NotBlank(result, "PATH", "the path of a dataset"),
    };

    public static Option<string> Data() => new("--data")
    {
        HelpName = "PATH",
        Required = true,
        Description = DataFormats,
        CustomParser = result => NotBlank(result, "--data", "the path of a dataset"),
    };

    public static Option<int> Seed() => new("--seed")
    {
        HelpName = "N",
        Description = "Seeds every random choice",
        DefaultValueFactory = _ => 1,
        CustomParser = result => WholeNumber(result, int.MinValue, int.MaxValue),
    };

    public static Option<string> Alias(string description) => new("--alias")
    {
        HelpName = "ALIAS",
        Description = description,
        DefaultValueFactory = _ => ModelReference.Champion,
        CustomParser = result => Parse(result, text => ModelReference.EnsureName(text, "alias")),
    };

    public static Argument<ModelReference> Version() => new("NAME:VERSION")
    {
        Description = "The version, such as newsgroups:3",
        CustomParser = result => Parse(result, text => ModelReference.Parse(text) is { Version: not null } reference
            ? reference
            : throw new ArgumentException($"'{Printable.Quote(text)}' names no version: write NAME:VERSION, such as newsgroups:3.")),
    };

    /// <summary>A model as a whole, or one version.</summary>
    public static Argument<ModelReference> ModelOrVersion() => new("NAME[:VERSION]")
    {
        Description = "The model, or one version such as newsgroups:3",
        CustomParser = result => Parse(result, text => text.Contains('@', StringComparison.Ordinal)
            ? throw new ArgumentException($"'{Printable.Quote(text)}' names an alias, which moves: write NAME or NAME:VERSION.")
            : ModelReference.Parse(text)),
    };

    public static Option<string> Reason() => new("--reason")
    {
        HelpName = "TEXT",
        Description = "Why, in one line, for the ledger",
        CustomParser = result => Parse(result, LedgerNote.EnsureReason),
    };

    public static ModelSource? ParseModel(ArgumentResult result) => Parse(result, ModelSource.Parse);

    /// <summary>Parses the one token with a parser that throws <see cref="ArgumentException"/>, whose message becomes the usage error.</summary>
    public static T? Parse<T>(ArgumentResult result, Func<string, T> parse)
    {
        try
        {
            return parse(result.Tokens[0].Value);
        }
        catch (ArgumentException error)
        {
            result.AddError(Failures.WithoutParameter(error));
            return default;
        }
    }

    public static string? NotBlank(ArgumentResult result, string what, string allowed) => Parse(
        result, text => string.IsNullOrWhiteSpace(text) ? throw new ArgumentException($"{what} is '{Printable.Quote(text)}'; allowed is {allowed}.") : text);

    public static int WholeNumber(ArgumentResult result, int min, int max) => Parse(
        result,
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new ArgumentException($"'{Printable.Quote(text)}' is not allowed: {NameOf(result)} takes a whole number from {min} to {max}."));

    private static string NameOf(ArgumentResult result) =>
        result.Parent is OptionResult { Option.Name: var name } ? name : result.Argument.Name;
}
