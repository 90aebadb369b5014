using System.Diagnostics.CodeAnalysis;

namespace FunctionsMaaS.Azure.Data;

/// <summary>A dataset in Blob Storage, written <c>blob:CONTAINER/NAME</c>: one blob in a known format, or the prefix of many in the folder layout.</summary>
/// <param name="Container">The container, in the storage account of the registry.</param>
/// <param name="Name">The blob's name, or the prefix without its last <c>/</c>.</param>
internal sealed record BlobDatasetPlace(string Container, string Name)
{
    public const string Allowed = "blob:CONTAINER/NAME, such as blob:datasets/newsgroups.tar.gz or, for the files under a prefix, blob:datasets/newsgroups/train";

    private const string Scheme = "blob:";

    /// <summary>Whether a dataset setting means Blob Storage at all.</summary>
    public static bool IsMeant(string? dataset) => dataset is not null && dataset.StartsWith(Scheme, StringComparison.Ordinal);

    public static bool TryParse(string dataset, [NotNullWhen(true)] out BlobDatasetPlace? place)
    {
        var rest = IsMeant(dataset) ? dataset[Scheme.Length..].TrimEnd('/') : "";
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        place = slash > 0 && slash < rest.Length - 1 ? new(rest[..slash], rest[(slash + 1)..]) : null;
        return place is not null;
    }

    public override string ToString() => $"{Scheme}{Container}/{Name}";
}
