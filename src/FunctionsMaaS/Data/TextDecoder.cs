using System.Text;
using System.Text.Unicode;

namespace FunctionsMaaS.Data;

/// <summary>Turns the bytes of one text file into text: UTF-8 where they are valid UTF-8, otherwise Latin-1, which every byte is valid in.</summary>
internal static class TextDecoder
{
    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>Decodes a whole file; a UTF-8 byte order mark is dropped.</summary>
    /// <exception cref="DatasetException">It contains NUL bytes, so it is a binary or UTF-16 file.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, Place where)
    {
        if (bytes.IndexOf((byte)0) is >= 0 and var at)
            throw new DatasetException($"The file {where} has a NUL byte at offset {at}, so it is no text, or is UTF-16: allowed are UTF-8 and Latin-1.");
        if (!Utf8.IsValid(bytes))
            return Encoding.Latin1.GetString(bytes);
        return Encoding.UTF8.GetString(bytes.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes);
    }
}
