using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace FunctionsMaaS.Packaging;

/// <summary>
/// Writes a zip of stored entries (PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16). Written here, because
/// <see cref="System.IO.Compression.ZipArchive"/> marks a zip with the operating system it was written on and so gives the same
/// package different bytes on different machines.
/// </summary>
internal static class StoredZip
{
    private const int LocalHeaderLength = 30;
    private const int CentralHeaderLength = 46;
    private const int EndLength = 22;
    private const ushort VersionNeeded = 10;
    private const ushort January1980 = 0x21;

    public static void Write(Stream stream, params ReadOnlySpan<(string Name, ReadOnlyMemory<byte> Content)> entries)
    {
        var directory = new List<byte[]>();
        var offset = 0u;
        foreach (var (name, content) in entries)
        {
            var nameBytes = Encoding.ASCII.GetBytes(name);
            var crc = Crc32.HashToUInt32(content.Span);
            var local = new byte[LocalHeaderLength + nameBytes.Length];
            BinaryPrimitives.WriteUInt32LittleEndian(local, 0x04034b50);
            WriteDescription(local.AsSpan(4), crc, content.Length, nameBytes.Length);
            nameBytes.CopyTo(local, LocalHeaderLength);
            stream.Write(local);
            stream.Write(content.Span);

            var central = new byte[CentralHeaderLength + nameBytes.Length];
            BinaryPrimitives.WriteUInt32LittleEndian(central, 0x02014b50);
            BinaryPrimitives.WriteUInt16LittleEndian(central.AsSpan(4), VersionNeeded);
            WriteDescription(central.AsSpan(6), crc, content.Length, nameBytes.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(central.AsSpan(42), offset);
            nameBytes.CopyTo(central, CentralHeaderLength);
            directory.Add(central);
            offset += (uint)(local.Length + content.Length);
        }
        foreach (var central in directory)
            stream.Write(central);

        var end = new byte[EndLength];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), (ushort)directory.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), (ushort)directory.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), (uint)directory.Sum(d => d.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), offset);
        stream.Write(end);
    }

    /// <summary>The part that local and central headers have in common; flags, method (0, stored), time and the lengths of what is absent stay zero.</summary>
    private static void WriteDescription(Span<byte> header, uint crc, int length, int nameLength)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(header, VersionNeeded);
        BinaryPrimitives.WriteUInt16LittleEndian(header[8..], January1980);
        BinaryPrimitives.WriteUInt32LittleEndian(header[10..], crc);
        BinaryPrimitives.WriteUInt32LittleEndian(header[14..], (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[18..], (uint)length);
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], (ushort)nameLength);
    }
}
