namespace FunctionsMaaS.Registry;

/// <summary>
/// Where the models are: section <c>Maas:Registry</c>. <see cref="BlobServiceUri"/> wins over <see cref="ConnectionString"/>, which wins
/// over <see cref="Path"/>; the first two need the Azure part of the product.
/// </summary>
public sealed class RegistryOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Maas:Registry";

    /// <summary>The <see cref="Path"/> that stands for a registry in memory, gone with its process.</summary>
    public const string InMemory = ":memory:";

    /// <value>The folder of a folder registry, created when first written to if its parent exists, or <see cref="InMemory"/>. Default <c>.maas</c> under the current folder.</value>
    public string Path { get; set; } = ".maas";

    /// <value>The connection string of a storage account; <c>UseDevelopmentStorage=true</c> is Azurite on this machine. A secret: never shown.</value>
    public string? ConnectionString { get; set; }

    /// <value>The Blob endpoint of a storage account, such as <c>https://myaccount.blob.core.windows.net</c>, used with the identity the process runs as. <c>https</c>, or <c>http</c> to this machine.</value>
    public string? BlobServiceUri { get; set; }

    /// <value>The client id of a user-assigned managed identity, for <see cref="BlobServiceUri"/>. Default: the identity the environment offers.</value>
    public string? ClientId { get; set; }

    /// <value>The Blob container. Default <c>models</c>.</value>
    public string Container { get; set; } = "models";

    /// <value>The Blob container of feedback, which the service that classifies may write to. Default <c>feedback</c>.</value>
    public string FeedbackContainer { get; set; } = "feedback";

    /// <value>The Blob container of the training sets that are kept, which the service that retrains may write to. Default <c>datasets</c>.</value>
    public string DatasetContainer { get; set; } = "datasets";

    /// <summary>Which of the settings is in force.</summary>
    public RegistryKind Kind =>
        !string.IsNullOrWhiteSpace(BlobServiceUri) ? RegistryKind.BlobServiceUri
        : !string.IsNullOrWhiteSpace(ConnectionString) ? RegistryKind.ConnectionString
        : Path == InMemory ? RegistryKind.Memory
        : RegistryKind.Folder;

    /// <summary>Whether the storage has containers, each with rights of its own.</summary>
    internal bool HasContainers => Kind is RegistryKind.BlobServiceUri or RegistryKind.ConnectionString;

    /// <summary>The same place, with another container.</summary>
    internal RegistryOptions InContainer(string container)
    {
        var options = (RegistryOptions)MemberwiseClone();
        options.Container = container;
        return options;
    }
}

/// <summary>A kind of registry.</summary>
public enum RegistryKind
{
    /// <summary>A folder.</summary>
    Folder,

    /// <summary>In memory.</summary>
    Memory,

    /// <summary>Blob Storage, by connection string.</summary>
    ConnectionString,

    /// <summary>Blob Storage, by service URI and identity.</summary>
    BlobServiceUri,
}
