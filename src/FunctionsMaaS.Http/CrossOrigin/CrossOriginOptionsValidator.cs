using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.CrossOrigin;

/// <summary>An origin is written exactly as browsers send it, or it would never match.</summary>
internal sealed class CrossOriginOptionsValidator : IValidateOptions<CrossOriginOptions>
{
    private const string Setting = $"{CrossOriginOptions.Section}:{nameof(CrossOriginOptions.Origins)}";

    public ValidateOptionsResult Validate(string? name, CrossOriginOptions options)
    {
        string[] faults =
        [
            .. options.List.Where(o => o != "*" && !IsOrigin(o))
                .Select(o => $"{Setting} has '{Printable.Quote(o)}'; allowed are origins as browsers send them, such as https://example.org or http://localhost:3000, or * for all."),
        ];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.GetLeftPart(UriPartial.Authority) == text && uri.UserInfo.Length == 0;
}
