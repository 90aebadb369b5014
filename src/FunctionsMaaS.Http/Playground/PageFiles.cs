using System.Collections.Frozen;

namespace FunctionsMaaS.Http.Playground;

/// <summary>The files of the page, which are resources of this assembly, read when the page is first opened.</summary>
internal static class PageFiles
{
    /// <summary>The document at <c>/</c>.</summary>
    public const string Document = "index.html";

    private const string Prefix = "page/";

    private static readonly Lazy<FrozenDictionary<string, PageFile>> Files = new(Read);

    public static PageFile? Find(string name) => Files.Value.GetValueOrDefault(name);

    private static FrozenDictionary<string, PageFile> Read() => typeof(PageFiles).Assembly.GetManifestResourceNames()
        .Where(resource => resource.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(resource => resource[Prefix.Length..], resource => new PageFile(resource, BytesOf(resource)), StringComparer.Ordinal);

    private static byte[] BytesOf(string resource)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
