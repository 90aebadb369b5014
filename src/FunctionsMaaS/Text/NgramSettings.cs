namespace FunctionsMaaS.Text;

/// <summary>Which n-grams a model reads from a text. Kept in the model file, so that scoring reads what training read.</summary>
internal sealed record NgramSettings
{
    /// <summary>The longest character n-gram that the file format allows.</summary>
    public const int MaxCharacters = 8;

    /// <summary>The longest prefix that the file format allows.</summary>
    public const int MaxPrefix = 32;

    /// <summary>Whether pairs of neighbouring words count too. Default true.</summary>
    public bool Bigrams { get; init; } = true;

    /// <summary>Whether a header block at the beginning of a text is read field by field, its words apart from those of the body.</summary>
    public bool Headers { get; init; }

    /// <summary>The length of the prefix that stands for all forms of a word, in folded UTF-16 units, 1 to <see cref="MaxPrefix"/>; 0: none.</summary>
    public int Prefix { get; init; } = 5;

    /// <summary>The shortest character n-gram inside words, 2 to <see cref="MaxCharacters"/>; 0 with <see cref="CharactersTo"/> 0: none.</summary>
    public int CharactersFrom { get; init; }

    /// <summary>The longest character n-gram inside words, at least <see cref="CharactersFrom"/>.</summary>
    public int CharactersTo { get; init; }

    /// <summary>Whether every value is in its range.</summary>
    public bool IsValid => Prefix is >= 0 and <= MaxPrefix
        && (CharactersTo == 0 ? CharactersFrom == 0 : CharactersFrom >= 2 && CharactersFrom <= CharactersTo && CharactersTo <= MaxCharacters);
}
