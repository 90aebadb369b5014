using FunctionsMaaS.Registry;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Azure.Data;

/// <summary>Finds the faults of a <c>blob:</c> dataset at start.</summary>
internal sealed class BlobDatasetValidator(IOptions<RegistryOptions> registry) : IValidateOptions<MaasOptions>
{
    public ValidateOptionsResult Validate(string? name, MaasOptions options)
    {
        if (!BlobDatasetPlace.IsMeant(options.Dataset))
            return ValidateOptionsResult.Success;
        if (!BlobDatasetPlace.TryParse(options.Dataset, out _))
            return ValidateOptionsResult.Fail($"Maas:Dataset is '{options.Dataset}'; allowed is {BlobDatasetPlace.Allowed}.");
        return HasAccount()
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Maas:Dataset is '{options.Dataset}', but no storage account is configured: set {RegistryOptions.SectionName}:BlobServiceUri or {RegistryOptions.SectionName}:ConnectionString.");
    }

    private bool HasAccount()
    {
        try
        {
            return registry.Value.Kind is RegistryKind.BlobServiceUri or RegistryKind.ConnectionString;
        }
        catch (OptionsValidationException)
        {
            // Told at start by its own validator; the account is configured, only wrongly.
            return true;
        }
    }
}
