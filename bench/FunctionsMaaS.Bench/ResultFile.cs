using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FunctionsMaaS.Bench;

/// <summary>Where a campaign leaves its result.</summary>
internal static class ResultFile
{
    /// <summary>Writes a result as Markdown, in a folder that is made if need be.</summary>
    public static async Task WriteAsync(string path, string markdown, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await File.WriteAllTextAsync(path, markdown, cancellationToken);
    }

    /// <summary>Writes a result as Markdown, and beside it as JSON.</summary>
    public static async Task WriteAsync<T>(string path, string markdown, T result, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await WriteAsync(path, markdown, cancellationToken);
        await File.WriteAllTextAsync(Path.ChangeExtension(path, ".json"), JsonSerializer.Serialize(result, type) + "\n", cancellationToken);
    }
}
