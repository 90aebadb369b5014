using FunctionsMaaS.Data;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Evaluation.Gate;

/// <summary>Checks what attributes cannot: the fields.</summary>
internal sealed class GateOptionsValidator : IValidateOptions<GateOptions>
{
    public ValidateOptionsResult Validate(string? name, GateOptions options)
    {
        var faults = options.SliceFields.Where(field => !ExampleMetadata.IsName(field))
            .Select(field => $"{GateOptions.Section}:{nameof(GateOptions.Slices)} has '{Printable.Quote(field)}', which is no metadata field: allowed are names of 1 to {ExampleMetadata.MaxName} visible characters besides label, text and id.")
            .ToList();
        if (options.SliceFields.Count > SliceReport.MaxFields)
            faults.Add($"{GateOptions.Section}:{nameof(GateOptions.Slices)} has {options.SliceFields.Count} fields; at most {SliceReport.MaxFields} are allowed.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
