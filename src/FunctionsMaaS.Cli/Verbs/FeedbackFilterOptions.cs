using System.CommandLine;
using FunctionsMaaS.Http.Lifecycle;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary>The options that say which feedback is meant.</summary>
internal sealed class FeedbackFilterOptions
{
    private readonly Option<string> _key = new("--key")
    {
        HelpName = "ID",
        Description = $"Only what was sent with the key of this id; {FeedbackFilter.NoKey} for what was sent without one",
        CustomParser = result => SharedOptions.NotBlank(result, "--key", "the id of a key"),
    };

    private readonly Option<string> _from = Time("--from", "Only what was received then or later, such as 2026-01-31T23:59Z");
    private readonly Option<string> _to = Time("--to", "Only what was received before");

    public void AddTo(Command verb)
    {
        verb.Add(_key);
        verb.Add(_from);
        verb.Add(_to);
    }

    /// <summary>Refuses a command line that says nothing of which is meant.</summary>
    public void RequireIn(Command verb) => verb.Validators.Add(result =>
    {
        if (result.GetResult(_key) is null && result.GetResult(_from) is null && result.GetResult(_to) is null)
            result.AddError("Say which feedback to remove, by one or more of --key, --from, --to.");
    });

    public FeedbackFilter Of(ParseResult parsed) => new(parsed.GetValue(_key), TimeOf(parsed.GetValue(_from)), TimeOf(parsed.GetValue(_to)));

    private static DateTimeOffset? TimeOf(string? text) => text is not null && LedgerTime.TryParse(text, out var time) ? time : null;

    private static Option<string> Time(string name, string description) => new(name)
    {
        HelpName = "TIME",
        Description = description,
        CustomParser = result => SharedOptions.Parse(result, text => LedgerTime.TryParse(text, out _) ? text : throw new ArgumentException(LedgerTime.Fault(name, text))),
    };
}
