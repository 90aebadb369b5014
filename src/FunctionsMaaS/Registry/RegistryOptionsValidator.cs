using System.Buffers;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Registry;

/// <summary>Finds every fault of <see cref="RegistryOptions"/> before it speaks, and never shows a connection string.</summary>
internal sealed class RegistryOptionsValidator : IValidateOptions<RegistryOptions>
{
    private const string Section = RegistryOptions.SectionName;

    /// <summary>What a connection string may say (Azure Storage's documentation, "Configure Azure Storage connection strings").</summary>
    private static readonly string[] ConnectionStringKeys =
    [
        "AccountKey", "AccountName", "BlobEndpoint", "BlobSecondaryEndpoint", "DefaultEndpointsProtocol", "DevelopmentStorageProxyUri",
        "EndpointSuffix", "FileEndpoint", "FileSecondaryEndpoint", "QueueEndpoint", "QueueSecondaryEndpoint", "SharedAccessSignature",
        "TableEndpoint", "TableSecondaryEndpoint", "UseDevelopmentStorage",
    ];

    private static readonly SearchValues<char> ContainerCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public ValidateOptionsResult Validate(string? name, RegistryOptions options)
    {
        var faults = FaultsOf(options).ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FaultsOf(RegistryOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Path) || options.Path.Contains('\0', StringComparison.Ordinal))
            yield return $"{Section}:Path is '{Printable.Quote(options.Path)}'; allowed is the path of a folder, or '{RegistryOptions.InMemory}'.";
        if (!string.IsNullOrWhiteSpace(options.BlobServiceUri))
        {
            if (FaultOfUri(options.BlobServiceUri) is { } fault)
                yield return fault;
        }
        else if (!string.IsNullOrWhiteSpace(options.ClientId))
        {
            yield return $"{Section}:ClientId is set, but is of use only with {Section}:BlobServiceUri.";
        }
        if (!string.IsNullOrWhiteSpace(options.ClientId) && !Guid.TryParse(options.ClientId, out _))
            yield return $"{Section}:ClientId is '{Printable.Quote(options.ClientId)}'; allowed is the id (a GUID) of a managed identity.";
        if (!string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            foreach (var fault in FaultsOfConnectionString(options.ConnectionString))
                yield return $"{Section}:ConnectionString {fault}.";
        }
        foreach (var (name, container) in new[] { (nameof(options.Container), options.Container), (nameof(options.FeedbackContainer), options.FeedbackContainer), (nameof(options.DatasetContainer), options.DatasetContainer) }.Where(c => !IsContainer(c.Item2)))
            yield return $"{Section}:{name} is '{Printable.Quote(container)}'; allowed are 3 to 63 of a-z, 0-9 and single '-', beginning and ending with a letter or digit.";
    }

    private static string? FaultOfUri(string value)
    {
        const string Allowed = "allowed is the Blob endpoint of a storage account, such as https://myaccount.blob.core.windows.net";
        if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
            return $"{Section}:BlobServiceUri is '{Printable.Quote(value)}'; {Allowed}.";
        // A query would be a shared access signature, and user info a password: secrets both, so the value is not quoted.
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
            return $"{Section}:BlobServiceUri has more than an address (a query, fragment or user); {Allowed}. A shared access signature belongs into {Section}:ConnectionString.";
        return uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback
            ? $"{Section}:BlobServiceUri is '{Printable.Quote(value)}'; http is allowed to this machine only, so use https."
            : null;
    }

    private static IEnumerable<string> FaultsOfConnectionString(string value)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? null : Array.Find(ConnectionStringKeys, k => k.AsSpan().Equals(part.AsSpan(0, equals).TrimEnd(), StringComparison.OrdinalIgnoreCase));
            if (key is null)
            {
                yield return "is malformed: a part of it is not NAME=VALUE of a known name (the parts are not shown, one may be a key)";
                yield break;
            }
            if (!settings.TryAdd(key, part[(equals + 1)..].Trim()))
                yield return $"has '{key}' twice";
        }
        if (settings.TryGetValue("UseDevelopmentStorage", out var development))
        {
            if (!bool.TryParse(development, out var use) || !use)
                yield return "has a 'UseDevelopmentStorage' that is not 'true'";
            yield break;
        }
        if (!settings.ContainsKey("BlobEndpoint") && !settings.ContainsKey("AccountName"))
            yield return "names no account: 'AccountName', 'BlobEndpoint' or 'UseDevelopmentStorage=true' is needed";
        if (settings.TryGetValue("BlobEndpoint", out var endpoint) && !Uri.TryCreate(endpoint, UriKind.Absolute, out _))
            yield return "has a 'BlobEndpoint' that is not an absolute URI";
        if (!settings.ContainsKey("AccountKey") && !settings.ContainsKey("SharedAccessSignature"))
            yield return "has no 'AccountKey' or 'SharedAccessSignature'";
        if (settings.TryGetValue("AccountKey", out var accountKey) && !IsBase64(accountKey))
            yield return "has an 'AccountKey' that is not base64: it was cut or changed in copying";
    }

    private static bool IsBase64(string value) => value.Length > 0 && Convert.TryFromBase64String(value, new byte[value.Length], out _);

    private static bool IsContainer(string? value) =>
        value is { Length: >= 3 and <= 63 }
        && !value.AsSpan().ContainsAnyExcept(ContainerCharacters)
        && value[0] != '-' && value[^1] != '-'
        && !value.Contains("--", StringComparison.Ordinal);
}
