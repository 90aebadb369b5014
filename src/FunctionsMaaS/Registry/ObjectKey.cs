using System.Buffers;

namespace FunctionsMaaS.Registry;

/// <summary>A validated key: the one gate that every name and path of a store passes.</summary>
public readonly record struct ObjectKey
{
    private const int MaxLength = 512;

    private ObjectKey(string value) => Value = value;

    /// <summary>The key: segments joined by <c>/</c>.</summary>
    public string Value => field ?? throw new InvalidOperationException("A default ObjectKey names nothing.");

    /// <summary>Makes a key of <paramref name="segments"/>.</summary>
    /// <param name="segments">One or more; each of letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, beginning with a letter or digit.</param>
    /// <exception cref="ArgumentException">A segment is empty, is too long, begins with another character or has one that is not allowed.</exception>
    public static ObjectKey Of(params ReadOnlySpan<string> segments)
    {
        if (segments.IsEmpty)
            throw new ArgumentException("A key needs at least one segment.", nameof(segments));
        foreach (var segment in segments)
            EnsureSegment(segment);
        var value = string.Join('/', segments!);
        return value.Length <= MaxLength
            ? new(value)
            : throw new ArgumentException($"A key of {value.Length} characters is too long: at most {MaxLength} are allowed.", nameof(segments));
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    internal static bool IsSegment(string? segment) =>
        !string.IsNullOrEmpty(segment) && char.IsAsciiLetterOrDigit(segment[0]) && !segment.AsSpan().ContainsAnyExcept(AllowedCharacters);

    private static void EnsureSegment(string segment)
    {
        if (!IsSegment(segment))
            throw new ArgumentException($"'{Printable.Quote(segment)}' cannot be part of a key: allowed are letters, digits, '.', '_' and '-', beginning with a letter or digit.", nameof(segment));
    }

    private static SearchValues<char> AllowedCharacters { get; } =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
}
