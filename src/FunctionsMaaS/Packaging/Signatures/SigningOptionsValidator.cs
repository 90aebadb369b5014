using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Packaging.Signatures;

/// <summary>Reads every key at start, and reports all that are none; never shows one.</summary>
internal sealed class SigningOptionsValidator(IConfiguration configuration) : IValidateOptions<SigningOptions>
{
    private const string PrivateKey = $"{SigningOptions.Section}:{nameof(SigningOptions.PrivateKey)}";
    private const string TrustedKeys = $"{SigningOptions.Section}:{nameof(SigningOptions.TrustedKeys)}";

    public ValidateOptionsResult Validate(string? name, SigningOptions options)
    {
        var faults = new List<string>();
        if (options.PrivateKey is { Length: > 0 } key)
            Try(PrivateKey, () => SigningKey.Parse(key));
        foreach (var (called, trusted) in options.TrustedKeys ?? new Dictionary<string, string>())
            Try($"{TrustedKeys}:{Printable.Quote(called)}", () => TrustedKey.Parse(called, trusted));

        // Taken for no keys at all, it would turn verification off.
        if (configuration[TrustedKeys] is { Length: > 0 })
            faults.Add($"{TrustedKeys} has a value of its own; each key has a name: {TrustedKeys}:NAME.");
        if (options is { Required: true, PrivateKey: null or "", TrustedKeys: null or { Count: 0 } })
            faults.Add($"{SigningOptions.Section}:{nameof(SigningOptions.Required)} is set, but there is no key to trust: set {TrustedKeys}:NAME, or nothing could be loaded.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Try(string setting, Func<object> parse)
        {
            try
            {
                _ = parse();
            }
            catch (FormatException error)
            {
                faults.Add($"{setting} {error.Message}");
            }
            catch (ArgumentException)
            {
                faults.Add($"{setting} is blank but must be a key.");
            }
        }
    }
}
