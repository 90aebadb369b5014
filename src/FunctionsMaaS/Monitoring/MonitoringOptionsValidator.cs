using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Monitoring;

/// <summary>Checks what settings say together.</summary>
internal sealed class MonitoringOptionsValidator : IValidateOptions<MonitoringOptions>
{
    public ValidateOptionsResult Validate(string? name, MonitoringOptions options) => options.StaleAfter >= options.AgingAfter
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(
            $"{MonitoringOptions.Section}:StaleAfter is '{options.StaleAfter}' but must not be less than {MonitoringOptions.Section}:AgingAfter, which is '{options.AgingAfter}'.");
}
