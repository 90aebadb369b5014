using System.CommandLine;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas keys new</c>: makes a key, shows it this once, and the setting that makes the service know it.</summary>
internal sealed class KeysNewVerb : Verb
{
    private readonly Option<string> _id = new("--id")
    {
        HelpName = "ID",
        Required = true,
        Description = "Names the key in records: 1 to 32 of a-z, 0-9 and single '_'",
        CustomParser = result => SharedOptions.Parse(result, ParseId),
    };

    private readonly Option<string> _level = new("--level")
    {
        HelpName = "LEVEL",
        Required = true,
        Description = "What it opens: function classifies and reads, admin does all",
    };

    private readonly Option<string[]> _models = new("--model")
    {
        HelpName = "NAME",
        Description = "A model that it is for; may be given several times; without it, all",
    };

    private readonly Option<DateTimeOffset?> _expires = new("--expires")
    {
        HelpName = "DATE",
        Description = "When it ends, such as 2027-01-31 (its beginning, UTC) or 2027-01-31T12:00:00Z",
    };

    private readonly Option<bool> _json = SharedOptions.Json();

    public KeysNewVerb(Shell shell) : base(shell, "new", "Makes a key; the service is told its salted hash only")
    {
        _level.AcceptOnlyFromAmong("function", "admin");
        _models.CustomParser = result => [.. result.Tokens.Select(t => SharedOptions.Parse(result, _ => ModelReference.EnsureName(t.Value, "model name"))!)];
        _expires.CustomParser = result => SharedOptions.Parse<DateTimeOffset?>(result, ParseExpiry);
        Add(_id);
        Add(_level);
        Add(_models);
        Add(_expires);
        Add(_json);
        Examples =
        [
            "maas keys new --id ci --level admin",
            "maas keys new --id shop --level function --model tickets --expires 2027-01-31",
        ];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var id = parsed.GetRequiredValue(_id);
        var level = parsed.GetRequiredValue(_level);
        var key = GeneratedKey.New(id);
        var hashed = HashedKey.Of(id, level == "admin" ? AccessLevel.Admin : AccessLevel.Function, key) with
        {
            Models = [.. (parsed.GetValue(_models) ?? []).Distinct(StringComparer.Ordinal)],
            Expires = parsed.GetValue(_expires),
        };
        var setting = $"{KeysOptions.Section}:{nameof(KeysOptions.Hashed)}:{id}".Replace(":", "__", StringComparison.Ordinal);
        if (parsed.GetValue(_json))
        {
            var document = new KeyDocument(id, level, hashed.Models, hashed.Expires, key, new Dictionary<string, string> { [setting] = hashed.ToString() });
            await CliJson.WriteAsync(Shell, document, CliJson.Relaxed.KeyDocument);
            return ExitCode.Done;
        }

        await Shell.Error.WriteLineAsync("The key, which is not shown again; send it in x-functions-key or as a bearer token:");
        await Shell.Out.WriteLineAsync(key);
        await Shell.Error.WriteLineAsync("The setting that makes the service know it; the key cannot be found from it:");
        await Shell.Out.WriteLineAsync($"{setting}={hashed}");
        return ExitCode.Done;
    }

    private static string ParseId(string text) => GeneratedKey.IsId(text)
        ? text
        : throw new ArgumentException(
            $"'{Printable.Quote(text)}' is not allowed: --id takes 1 to {GeneratedKey.MaxIdLength} of a-z, 0-9 and single '_', beginning with a letter and not ending with '_', but neither '{KeyRing.AdminId}' nor '{KeyRing.FunctionId}'.");

    private DateTimeOffset? ParseExpiry(string text)
    {
        try
        {
            var moment = HashedKey.ParseExpiry(text);
            return moment > Shell.Time.GetUtcNow() ? moment : throw new ArgumentException($"'{Printable.Quote(text)}' is not allowed: --expires takes a time that is yet to come.");
        }
        catch (FormatException)
        {
            throw new ArgumentException($"'{Printable.Quote(text)}' is not allowed: --expires takes a day such as 2027-01-31, or a time such as 2027-01-31T12:00:00Z.");
        }
    }
}

/// <summary>A new key.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Level">What it opens.</param>
/// <param name="Models">The models it is for; empty for all.</param>
/// <param name="Expires">When it ends.</param>
/// <param name="Key">The key.</param>
/// <param name="Settings">What makes the service know it.</param>
internal sealed record KeyDocument(
    string Id, string Level, IReadOnlyList<string> Models, DateTimeOffset? Expires, string Key, IReadOnlyDictionary<string, string> Settings);
