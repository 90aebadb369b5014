using System.Text;

namespace FunctionsMaaS.Server.Tests.Telemetry;

/// <summary>Reads messages without their classes, by numbers of fields: https://protobuf.dev/programming-guides/encoding/</summary>
internal static class ProtobufMessage
{
    private const int Varint = 0, Fixed64 = 1, LengthDelimited = 2, Fixed32 = 5;

    /// <summary>Every text at the end of a path of field numbers.</summary>
    public static IEnumerable<string> Texts(byte[] message, params int[] path) => Fields(message, path).Select(f => Encoding.UTF8.GetString(f.Span));

    /// <summary>Every nested message at the end of a path of field numbers.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, params IEnumerable<int> path) =>
        path.Aggregate(Enumerable.Repeat(message, 1), (found, number) => found.SelectMany(m => Delimited(m).Where(f => f.Number == number).Select(f => f.Value)));

    private static List<(int Number, ReadOnlyMemory<byte> Value)> Delimited(ReadOnlyMemory<byte> message)
    {
        var fields = new List<(int, ReadOnlyMemory<byte>)>();
        for (var at = 0; at < message.Length;)
        {
            var tag = ReadVarint(message.Span, ref at);
            var length = (int)(tag & 7) switch
            {
                Varint => SkipVarint(message.Span, ref at),
                Fixed64 => sizeof(long),
                Fixed32 => sizeof(int),
                LengthDelimited => (int)ReadVarint(message.Span, ref at),
                var type => throw new InvalidDataException($"There is no wire type {type}."),
            };
            if ((tag & 7) == LengthDelimited)
                fields.Add(((int)(tag >> 3), message.Slice(at, length)));
            at += length;
        }
        return fields;
    }

    private static int SkipVarint(ReadOnlySpan<byte> message, ref int at)
    {
        ReadVarint(message, ref at);
        return 0;
    }

    private static ulong ReadVarint(ReadOnlySpan<byte> message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (part & 0x7FUL) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
