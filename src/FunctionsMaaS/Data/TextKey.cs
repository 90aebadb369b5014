using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace FunctionsMaaS.Data;

/// <summary>Stands for a text in comparisons: 128 bits of the SHA-256 of its lines, without line ends and white space at the end of lines and text.</summary>
internal readonly record struct TextKey(UInt128 Value)
{
    public static TextKey Of(ReadOnlySpan<char> text)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        text = text.TrimEnd();
        for (var position = 0; position < text.Length;)
        {
            var (line, next) = TextLines.Next(text, position);
            hash.AppendData(MemoryMarshal.AsBytes(line.TrimEnd()));
            hash.AppendData("\n\0"u8);
            position = next;
        }
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return new(BinaryPrimitives.ReadUInt128LittleEndian(digest));
    }
}
