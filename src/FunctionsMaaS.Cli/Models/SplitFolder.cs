using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FunctionsMaaS.Data;

namespace FunctionsMaaS.Cli.Models;

/// <summary>Both parts of a dataset in one new folder, which is there whole or not at all.</summary>
internal static class SplitFolder
{
    private static readonly JsonWriterOptions JsonLines = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="CommandFailedException">Something is there already, or the folder above is not.</exception>
    public static void EnsureFree(string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new CommandFailedException($"'{folder}' is there already and not empty; name a new folder.");
        if (Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) is { } above && !Directory.Exists(above))
            throw new CommandFailedException($"'{folder}' cannot be made: there is no folder '{above}'.");
    }

    /// <summary>Writes <c>train.jsonl</c> and <c>test.jsonl</c>, or <c>train/label/file</c> and <c>test/label/file</c>.</summary>
    /// <exception cref="CommandFailedException">A label cannot be the name of a folder.</exception>
    public static void Write(string folder, DatasetParts parts, bool asFolders, CancellationToken cancellationToken)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var unfinished = $"{target}.tmp-{Guid.NewGuid():n}";
        try
        {
            Directory.CreateDirectory(unfinished);
            foreach (var (name, part) in new[] { ("train", parts.Train), ("test", parts.Test!) })
            {
                if (asFolders)
                    WriteFiles(Path.Combine(unfinished, name), part, cancellationToken);
                else
                    WriteLines(Path.Combine(unfinished, $"{name}.jsonl"), part, cancellationToken);
            }
            if (Directory.Exists(target))
                Directory.Delete(target);
            Directory.Move(unfinished, target);
        }
        finally
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
        }
    }

    private static void WriteLines(string path, Dataset part, CancellationToken cancellationToken)
    {
        using var file = File.Create(path);
        foreach (var example in part.Examples)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using (var json = new Utf8JsonWriter(file, JsonLines))
            {
                json.WriteStartObject();
                json.WriteString("label", example.Label);
                json.WriteString("text", example.Text);
                json.WriteString("id", example.Id);
                foreach (var (field, value) in example.Metadata.Fields)
                    json.WriteString(field, value);
                json.WriteEndObject();
            }
            file.WriteByte((byte)'\n');
        }
    }

    private static void WriteFiles(string folder, Dataset part, CancellationToken cancellationToken)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var example in part.Examples)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var below = Path.Combine(folder, EnsureFolderName(example.Label));
            Directory.CreateDirectory(below);
            File.WriteAllBytes(FreeName(below, example.Id, taken), Encoding.UTF8.GetBytes(example.Text));
        }
    }

    /// <summary>The last part of the id, as the file was named if it was one; numbered on if that is taken.</summary>
    private static string FreeName(string folder, string id, HashSet<string> taken)
    {
        var name = string.Concat(id[(id.LastIndexOf('/') + 1)..].Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')).TrimStart('.');
        var stem = Path.Combine(folder, name.Length is > 0 and <= 200 ? name : "text");
        var path = stem;
        for (var n = 2; !taken.Add(path); n++)
            path = $"{stem}-{n}";
        return path;
    }

    private static string EnsureFolderName(string label) =>
        label.StartsWith('.') || label.AsSpan().ContainsAny('/', '\\') || label.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()) || Encoding.UTF8.GetByteCount(label) > 255
            ? throw new CommandFailedException($"The label '{Printable.Quote(label)}' cannot be the name of a folder: use --as jsonl.")
            : label;
}
