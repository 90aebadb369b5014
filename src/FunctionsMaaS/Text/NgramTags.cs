namespace FunctionsMaaS.Text;

/// <summary>The roles that n-grams other than words of the body play; see <see cref="NgramHash.Tag"/>. Part of the file format.</summary>
internal static class NgramTags
{
    /// <summary>The first characters of a word.</summary>
    public const ulong Prefix = 0xA24BAED4963EE407;

    /// <summary>A word of digits, by how many they are.</summary>
    public const ulong Number = 0xD6E8FEB86659FD93;

    /// <summary>Characters inside a word.</summary>
    public const ulong Characters = 0xC2B2AE3D27D4EB4F;

    /// <summary>A symbol that is no word: a question mark, a currency sign, an emoji.</summary>
    public const ulong Symbol = 0x165667B19E3779F9;

    /// <summary>A whole e-mail address.</summary>
    public const ulong Address = 0x27D4EB2F165667C5;

    /// <summary>The domain of an e-mail address, or what is left of it after a dot.</summary>
    public const ulong Domain = 0x85EBCA77C2B2AE63;
}
