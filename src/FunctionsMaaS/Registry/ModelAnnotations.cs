using FunctionsMaaS.Data;

namespace FunctionsMaaS.Registry;

/// <summary>What people say of a model or a version; unlike all else of a version it may change.</summary>
/// <param name="Description">A few sentences; <see langword="null"/> if there are none.</param>
/// <param name="Tags">Names and what they say, in ordinal order.</param>
public sealed record ModelAnnotations(string? Description, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>The longest description, in UTF-16 units.</summary>
    public const int MaxDescriptionLength = 2000;

    /// <summary>How many tags there may be.</summary>
    public const int MaxTags = 50;

    /// <summary>The longest value of a tag, in UTF-16 units.</summary>
    public const int MaxValueLength = 250;

    private const int MaxTagLength = 64;

    /// <summary>Nothing said.</summary>
    public static ModelAnnotations None { get; } = new(null, new SortedDictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Checks a description.</summary>
    /// <returns>The description without white space around it; <see langword="null"/> if nothing is left.</returns>
    /// <exception cref="ArgumentException">It is too long, or has a control character that breaks no line.</exception>
    public static string? EnsureDescription(string? description)
    {
        if (description?.Trim() is not { Length: > 0 } trimmed)
            return null;
        if (trimmed.Length > MaxDescriptionLength)
            throw new ArgumentException($"The description has {trimmed.Length} characters: at most {MaxDescriptionLength} are allowed.", nameof(description));
        return trimmed.Any(c => char.IsControl(c) && c is not '\n')
            ? throw new ArgumentException($"The description {Quoted.Value(trimmed)} has a control character: allowed are visible text and line feeds.", nameof(description))
            : trimmed;
    }

    /// <summary>Checks the name of a tag.</summary>
    /// <returns><paramref name="tag"/>.</returns>
    /// <exception cref="ArgumentException">It is not allowed.</exception>
    public static string EnsureTag(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        return tag.Length is >= 1 and <= MaxTagLength && char.IsAsciiLetterOrDigit(tag[0]) && tag.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? tag
            : throw new ArgumentException(
                $"'{Printable.Quote(tag)}' is no name of a tag: allowed are 1 to {MaxTagLength} letters, digits, '-', '_' and '.', beginning with a letter or digit.", nameof(tag));
    }

    /// <summary>Checks the value of a tag.</summary>
    /// <param name="tag">The tag, for the message.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value without white space around it.</returns>
    /// <exception cref="ArgumentException">It is empty, too long, or not one line.</exception>
    public static string EnsureValue(string tag, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var trimmed = value.Trim();
        return trimmed.Length is >= 1 and <= MaxValueLength && !trimmed.Any(char.IsControl)
            ? trimmed
            : throw new ArgumentException(
                $"Tag '{Printable.Quote(tag)}' is {Quoted.Value(trimmed)}, of {trimmed.Length} characters: allowed is one line of 1 to {MaxValueLength}.", nameof(value));
    }
}

/// <summary>What is to change in <see cref="ModelAnnotations"/>; all else stays.</summary>
public sealed record AnnotationsChange
{
    /// <summary>Makes a change.</summary>
    /// <param name="description">The new description, if it changes; blank to remove it.</param>
    /// <param name="tags">The tags that change, with their values; <see langword="null"/> to remove one.</param>
    /// <exception cref="ArgumentException">The description, a tag or a value is not allowed.</exception>
    public AnnotationsChange(string? description = null, IReadOnlyDictionary<string, string?>? tags = null)
    {
        ChangesDescription = description is not null;
        Description = ModelAnnotations.EnsureDescription(description);
        Tags = (tags ?? new Dictionary<string, string?>()).ToDictionary(
            tag => ModelAnnotations.EnsureTag(tag.Key), tag => tag.Value is null ? null : ModelAnnotations.EnsureValue(tag.Key, tag.Value), StringComparer.Ordinal);
    }

    /// <summary>Whether the description changes.</summary>
    public bool ChangesDescription { get; }

    /// <summary>The new description.</summary>
    public string? Description { get; }

    /// <summary>The tags that change.</summary>
    public IReadOnlyDictionary<string, string?> Tags { get; }

    internal ModelAnnotations ApplyTo(ModelAnnotations now)
    {
        var tags = new SortedDictionary<string, string>(now.Tags.ToDictionary(), StringComparer.Ordinal);
        foreach (var (tag, value) in Tags)
        {
            if (value is null)
                tags.Remove(tag);
            else
                tags[tag] = value;
        }
        return tags.Count <= ModelAnnotations.MaxTags
            ? new(ChangesDescription ? Description : now.Description, tags)
            : throw new ArgumentException($"That would make {tags.Count} tags: at most {ModelAnnotations.MaxTags} are allowed.");
    }
}
