namespace FunctionsMaaS.Data;

/// <summary>
/// What a dataset says of an example besides label and text, such as its language or where it came from: a few short values, by which
/// models are measured slice by slice. No part of the example's digest, and nothing that models learn from. Immutable.
/// </summary>
public sealed class ExampleMetadata : IEquatable<ExampleMetadata>
{
    /// <summary>The most fields of an example; those beyond are left out.</summary>
    public const int MaxFields = 16;

    /// <summary>The longest name of a field, in UTF-16 units; longer ones are left out.</summary>
    public const int MaxName = 64;

    /// <summary>The longest value, in UTF-16 units; longer ones are left out: they are texts, not groups.</summary>
    public const int MaxValue = 100;

    private readonly KeyValuePair<string, string>[] _fields;

    /// <summary>Makes metadata of fields, in their order; those that are not allowed, and repeated names, are left out.</summary>
    public ExampleMetadata(params IEnumerable<KeyValuePair<string, string>> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        _fields = [.. fields.Where(f => IsName(f.Key) && IsValue(f.Value)).DistinctBy(f => f.Key, StringComparer.Ordinal).Take(MaxFields)];
    }

    /// <summary>No fields.</summary>
    public static ExampleMetadata None { get; } = new();

    /// <summary>The fields, in the order of the dataset.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields => _fields;

    /// <summary>Whether fields may be called so: one line of visible text that is not one of the fields every example has.</summary>
    public static bool IsName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IsLine(name, MaxName) && name.ToUpperInvariant() is not ("LABEL" or "TEXT" or "ID");
    }

    /// <summary>The value of a field, or <see langword="null"/> if the example has none.</summary>
    public string? Find(string name)
    {
        foreach (var field in _fields)
        {
            if (string.Equals(field.Key, name, StringComparison.Ordinal))
                return field.Value;
        }

        return null;
    }

    /// <inheritdoc/>
    public bool Equals(ExampleMetadata? other) => other is not null && _fields.AsSpan().SequenceEqual(other._fields);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ExampleMetadata);

    /// <inheritdoc/>
    public override int GetHashCode() => _fields.Length == 0 ? 0 : HashCode.Combine(_fields.Length, _fields[0].Key, _fields[0].Value);

    internal static bool IsValue(string value) => IsLine(value, MaxValue);

    private static bool IsLine(string text, int longest) =>
        text.Length > 0 && text.Length <= longest && text.AsSpan().Trim().Length == text.Length && !text.Any(char.IsControl)
        && !text.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar) && text.EnumerateRunes().Any(Quoted.IsVisible);
}
