using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Access;

/// <summary>Finds every fault of the hashed keys before it speaks, and shows no hash.</summary>
internal sealed class KeysOptionsValidator : IValidateOptions<KeysOptions>
{
    public ValidateOptionsResult Validate(string? name, KeysOptions options)
    {
        string[] faults = [.. options.Hashed.SelectMany(k => FaultOf(k.Key, k.Value))];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FaultOf(string id, string setting)
    {
        var fault = "";
        try
        {
            HashedKey.Parse(id, setting);
        }
        catch (FormatException error)
        {
            fault = error.Message;
        }

        if (fault.Length > 0)
            yield return $"{KeysOptions.Section}:{nameof(KeysOptions.Hashed)}:{Printable.Quote(id)} {fault}";
    }
}
