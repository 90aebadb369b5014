namespace FunctionsMaaS.Data;

/// <summary>One file of the folder layout: <c>[prefix/]label/file</c>.</summary>
/// <param name="Prefix">The folders above the label, joined by <c>/</c>; empty when there are none.</param>
/// <param name="Label">The folder that gives the label.</param>
/// <param name="File">The file's own name.</param>
internal readonly record struct LayoutPath(string Prefix, string Label, string File)
{
    public const string Allowed = "texts lie in <label>/<file>, in one folder or in a folder 'train' and a folder 'test' beside it";

    /// <summary>Takes a relative path apart.</summary>
    /// <returns>The parts, or <see langword="null"/> for a hidden file (its name, or a folder's above it, begins with a dot).</returns>
    /// <exception cref="DatasetException">The path is absolute, climbs, or has no label.</exception>
    public static LayoutPath? Parse(string path)
    {
        var parts = path.Split('/').Where(p => p != ".").ToArray();
        if (parts.Any(p => p is "" or ".."))
            throw new DatasetException($"{Quoted.Path(path)} is not a path inside the dataset: allowed are relative paths without '..'; {Allowed}.");
        if (parts.Any(p => p.StartsWith('.')))
            return null;
        return parts.Length >= 2
            ? new(string.Join('/', parts[..^2]), parts[^2], parts[^1])
            : throw new DatasetException($"{Quoted.Path(path)} lies outside every label: {Allowed}.");
    }

    /// <summary>Whether one prefix holds the examples to learn from and the other those to measure on: alike but for an ending <c>train</c> and <c>test</c>.</summary>
    public static bool AreTrainAndTest(string train, string test) =>
        Stem(train, "train") is { } stem && stem.Equals(Stem(test, "test"), StringComparison.OrdinalIgnoreCase);

    private static string? Stem(string prefix, string ending) =>
        prefix.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && prefix[..^ending.Length] is var stem && (stem.Length == 0 || stem[^1] is '/' or '-')
            ? stem
            : null;
}
