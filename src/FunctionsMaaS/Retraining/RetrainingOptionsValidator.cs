using FunctionsMaaS.Training;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Retraining;

/// <summary>Checks what attributes cannot: the schedule and the recipe's name.</summary>
internal sealed class RetrainingOptionsValidator(RecipeCatalog recipes) : IValidateOptions<RetrainingOptions>
{
    public ValidateOptionsResult Validate(string? name, RetrainingOptions options)
    {
        var faults = new List<string>();
        try
        {
            RetrainingSchedule.Parse(options.Schedule);
        }
        catch (FormatException error)
        {
            faults.Add($"Maas:Retraining:Schedule: {error.Message}");
        }

        if (!recipes.Names.Contains(options.Recipe))
            faults.Add($"Maas:Retraining:Recipe is '{Printable.Quote(options.Recipe)}'; there are {string.Join(", ", recipes.Names)}.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
