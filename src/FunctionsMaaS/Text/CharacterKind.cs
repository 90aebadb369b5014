namespace FunctionsMaaS.Text;

/// <summary>What a character is to the word reader.</summary>
internal enum CharacterKind : byte
{
    /// <summary>It ends a word and says nothing.</summary>
    Separator,

    /// <summary>Part of a word: a letter, digit or combining mark.</summary>
    Word,

    /// <summary>A word of its own, with the marks that follow it: a letter of a script that is written without spaces.</summary>
    Unspaced,

    /// <summary>A feature of its own that ends no word pair: <c>?</c>, <c>!</c>, currency signs, pictographs.</summary>
    Symbol,
}
