using FunctionsMaaS.Packaging;
using FunctionsMaaS.Packaging.Signatures;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Serving;

/// <summary>Reads the packaged model at start: what is wrong with it must not be found out in an outage.</summary>
internal sealed class PackagedModelValidator(IOptions<MaasOptions> maas, IOptions<SigningOptions> signing) : IValidateOptions<ServingOptions>
{
    public ValidateOptionsResult Validate(string? name, ServingOptions options)
    {
        if (PackagedModel.PathOf(options) is not { } path)
            return ValidateOptionsResult.Success;
        try
        {
            _ = PackagedModel.Read(path, maas.Value.Model, new ManifestTrust(signing));
            return ValidateOptionsResult.Success;
        }
        catch (OptionsValidationException)
        {
            // The name of the model, or a key, is at fault, and is reported as such.
            return ValidateOptionsResult.Success;
        }
        catch (ModelPackageException error)
        {
            return ValidateOptionsResult.Fail($"{ServingOptions.Section}:{nameof(ServingOptions.PackagedModel)} must name a model package: {error.Message}");
        }
    }
}
