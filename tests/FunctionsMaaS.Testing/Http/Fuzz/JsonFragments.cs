using System.Text;
using System.Text.Json;
using CsCheck;

namespace FunctionsMaaS.Testing.Http.Fuzz;

/// <summary>Generates JSON, and breaks documents at the places of their values and names.</summary>
internal static class JsonFragments
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char.AlphaNumeric, 0, 30],
        Gen.String[0, 40],
        Gen.OneOf("", " ", "\0", "é", "日本語", "🚀", "a\u0301", "\u202e", "champion", "newsgroups", "text", "../../etc/passwd", "<script>", "NaN", "null", new string('x', 300)));

    /// <summary>A string as JSON, at times with what a string must not have.</summary>
    public static readonly Gen<string> String = Gen.Frequency(
        (12, Text.Select(t => JsonSerializer.Serialize(t))),
        (1, Gen.OneOf("\"\\ud800\"", "\"\\udc00x\"", "\"\\u0000\"", "\"\\x\"", "\"unclosed")));

    private static readonly Gen<string> Number = Gen.OneOf(
        Gen.Int.Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Gen.OneOf("0", "1", "-1", "2", "1.5", "1e400", "-0", "01", "2147483648", "18446744073709551616", "1E1", "0.1", "99999999999999999999999999"));

    private static readonly Gen<string> Leaf = Gen.Frequency((5, String), (3, Number), (2, Gen.OneOf("true", "false", "null")), (1, Gen.OneOf("undefined", "'x'", "", "NaN", "{}", "[]")));

    /// <summary>Any value, at times nested.</summary>
    public static readonly Gen<string> Value = Gen.Recursive<string>((depth, self) => depth > 4
        ? Leaf
        : Gen.Frequency(
            (6, Leaf),
            (2, self.Array[0, 4].Select(a => $"[{string.Join(',', a)}]")),
            (2, Gen.Select(String, self).Array[0, 4].Select(m => $"{{{string.Join(',', m.Select(p => $"{p.Item1}:{p.Item2}"))}}}"))));

    /// <summary>A document nested as deep as it says.</summary>
    public static readonly Gen<string> Deep = Gen.Select(Gen.OneOf("[", "{\"a\":", "{\"text\":"), Gen.Int[1, 2000]).Select(p => string.Concat(Enumerable.Repeat(p.Item1, p.Item2)));

    /// <summary>The document with one value or name replaced, doubled or left out.</summary>
    public static Gen<string> Broken(string document)
    {
        var places = Places(document);
        return Gen.Select(Gen.Int[0, places.Count - 1], Gen.Frequency((5, Value), (1, String), (1, Gen.Const("")), (1, Gen.Const("\"text\":\"a\",\"text\""))))
            .Select((place, fragment) => document[..places[place].Start] + fragment + document[places[place].End..]);
    }

    /// <summary>Where values and names begin and end. The document must be ASCII, as bytes are counted.</summary>
    private static List<(int Start, int End)> Places(string document)
    {
        var reader = new Utf8JsonReader(Encoding.ASCII.GetBytes(document));
        var places = new List<(int, int)>();
        var open = new Stack<int>();
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                open.Push(start);
            else
                places.Add((reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray ? open.Pop() : start, reader.TokenType == JsonTokenType.PropertyName ? NameEnd(document, start) : (int)reader.BytesConsumed));
        }

        return places;
    }

    /// <summary>The reader has consumed the colon as well.</summary>
    private static int NameEnd(string document, int start) => document.IndexOf('"', start + 1) + 1;
}
