using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.RegularExpressions;

namespace FunctionsMaaS.Tests.Training.Compact;

/// <summary>
/// A second reader of model files, written from docs/model-format.md alone, with strings, lists and doubles: plain and slow, the oracle of the real one.
/// It shares no code with the product; even canonical decompositions come from elsewhere (System.Text.Rune knows none, so from <see cref="Decompositions"/>).
/// </summary>
internal sealed class SecondReader
{
    private const ulong S = 0xCBF29CE484222325, Edge = 0x9AE16A3B2F90404F;

    private readonly byte[] _file;
    private readonly int _classes, _rows, _bits, _bucketBits;
    private readonly long _buckets, _fingerprints, _table, _stride;
    private readonly float _above, _below, _knee;
    private readonly bool _pairs, _headers;
    private readonly int _prefix, _from, _to;

    public SecondReader(byte[] file)
    {
        _file = file;
        Require(Encoding.ASCII.GetString(file, 0, 8) == "MaaSclf\n" && BitConverter.ToInt32(file, 8) == 1 && BitConverter.ToInt64(file, 16) == file.Length);
        Require(XxHash3.HashToUInt64(file.AsSpan(32)) == BitConverter.ToUInt64(file, 24));
        (_classes, _rows) = (BitConverter.ToInt32(file, 32), BitConverter.ToInt32(file, 36));
        var labelBytes = BitConverter.ToInt32(file, 40);
        (_above, _below, _knee) = (BitConverter.ToSingle(file, 44), BitConverter.ToSingle(file, 48), BitConverter.ToSingle(file, 60));
        (_bits, _bucketBits) = (file[52], file[53]);
        (_pairs, _headers) = ((file[54] & 1) != 0, (file[54] & 2) != 0);
        (_prefix, _from, _to) = (file[55], file[56], file[57]);
        Require(_bucketBits == (_rows <= 4 ? 1 : (int)Math.Floor(Math.Log2((_rows - 1) / 4)) + 1));
        _buckets = Align(64 + (8L * _classes) + labelBytes);
        _fingerprints = Align(_buckets + (4 * ((1L << _bucketBits) + 1)));
        _table = Align(_fingerprints + (4L * _rows));
        _stride = (4 + (_classes * _bits / 8) + 3) / 4 * 4;
        Require(_table + (_stride * _rows) + 64 == file.Length);
        Labels = ReadLabels();
    }

    public string[] Labels { get; }

    public double[] Margins(string text)
    {
        var margins = new double[_classes];
        for (var c = 0; c < _classes; c++)
            margins[c] = BitConverter.ToSingle(_file, 64 + (4 * c));
        var known = Ngrams(text).GroupBy(key => key).Select(group => (Key: group.Key, Row: Find(group.Key), Value: 1 + Math.Log(group.Count()))).Where(n => n.Row >= 0).ToList();
        foreach (var block in known.GroupBy(n => n.Key & 1))
        {
            var length = Math.Sqrt(block.Sum(n => Math.Pow(n.Value * BFloat(n.Row, 2), 2)));
            foreach (var (_, row, value) in block)
            {
                for (var c = 0; c < _classes; c++)
                    margins[c] += value / length * Weight(row, c);
            }
        }
        return margins;
    }

    public double[] Probabilities(string text)
    {
        var powers = Margins(text).Select(margin => Math.Exp((margin - _knee) * (margin > _knee ? _above : _below))).ToArray();
        return [.. powers.Select(power => power / powers.Sum())];
    }

    public List<ulong> Ngrams(string text)
    {
        var keys = new List<ulong>();
        var body = 0;
        if (_headers && HeaderEnd(text) is { } header)
        {
            body = header.Body;
            foreach (Match field in Regex.Matches(header.Block, @"^([!-9;-~]+):((?:[^\n]*)(?:\n[ \t][^\n]*)*)", RegexOptions.Multiline))
            {
                var name = string.Concat(field.Groups[1].Value.Select(AsciiLower));
                var value = field.Groups[2].Value.Trim();
                if (value.Length == 0)
                    continue;
                Run(value, Mix(Fnv(S, name)), true, keys);
                if (name == "subject")
                    Run(value, 0, false, keys);
            }
        }
        Run(text[body..], 0, true, keys);
        return keys;
    }

    private static (string Block, int Body)? HeaderEnd(string text)
    {
        var start = 0;
        while (start < text.Length && text[start] is '\n' or '\r')
            start++;
        var (first, next) = Line(text, start);
        if (first.StartsWith("From ", StringComparison.Ordinal) || (first.Length > 0 && first[0] is ' ' or '\t' && first.Contains('!') && !first.Trim().Any(c => c is ' ' or '\t')))
            start = next;
        var (hasFrom, hasSubject) = (false, false);
        for (var position = start; position < text.Length; position = next)
        {
            (var line, next) = Line(text, position);
            if (line.Length == 0)
                return position > start && (hasFrom || hasSubject) ? (text[start..position], next) : null;
            if (position > start && line[0] is ' ' or '\t')
                continue;
            var colon = line.IndexOf(':');
            if (colon < 1 || line[..colon].Any(c => c is < '!' or > '~'))
                return null;
            hasFrom |= line[..colon].Equals("from", StringComparison.OrdinalIgnoreCase);
            hasSubject |= line[..colon].Equals("subject", StringComparison.OrdinalIgnoreCase);
        }
        return hasFrom && hasSubject ? (text[start..], text.Length) : null;
    }

    private static (string Line, int Next) Line(string text, int start)
    {
        var end = text.IndexOf('\n', start);
        return end < 0 ? (text[start..], text.Length) : (text[start..end].TrimEnd('\r'), end + 1);
    }

    private void Run(string run, ulong tag, bool addresses, List<ulong> keys)
    {
        void Give(ulong key, ulong block) => keys.Add((Tag(key, tag) & ~1UL) | block);
        var previous = Edge;
        var runes = Runes(run);
        for (var i = 0; i < runes.Count;)
        {
            var (rune, kind, at) = runes[i];
            if (kind == 's')
                Give(Tag(Mix(Fnv(S, Fold(rune))), 0x165667B19E3779F9), 0);
            if (rune.Value == '@' && addresses)
                Address(run, at, Give);
            if (kind is 's' or '-')
            {
                i++;
                continue;
            }
            var word = new StringBuilder();
            var first = i;
            if (kind == 'u')
            {
                do
                    word.Append(Fold(runes[i++].Rune));
                while (i < runes.Count && runes[i].Kind == 'm');
            }
            else
            {
                while (i < runes.Count && runes[i].Kind is 'l' or 'm')
                    word.Append(Fold(runes[i++].Rune));
                Parts(word.ToString(), runes.Skip(first).Take(i - first).All(r => r.Rune.Value is >= '0' and <= '9'), Give);
            }
            var key = Mix(Fnv(S, word.ToString()));
            Give(key, 0);
            if (_pairs)
                Give(Pair(previous, key), 0);
            previous = key;
        }
        if (_pairs && previous != Edge)
            Give(Pair(previous, Edge), 0);
    }

    private void Parts(string word, bool isNumber, Action<ulong, ulong> give)
    {
        if (_prefix > 0 && isNumber && word.Length >= 3)
            give(Mix(0xD6E8FEB86659FD93 + (ulong)Math.Min(word.Length, 20)), 1);
        else if (_prefix > 0)
            give(Tag(Mix(Fnv(S, word.Length > _prefix ? word[.._prefix] : word)), 0xA24BAED4963EE407), 1);
        if (_to == 0)
            return;
        var spaced = $" {(word.Length > 32 ? word[..32] : word)} ";
        for (var n = _from; n <= _to; n++)
        {
            for (var i = 0; i + Math.Min(n, spaced.Length) <= spaced.Length; i++)
                give(Tag(Mix(Fnv(S + (ulong)n, spaced.Substring(i, Math.Min(n, spaced.Length)))), 0xC2B2AE3D27D4EB4F), 1);
            if (spaced.Length < n)
                break;
        }
    }

    private static void Address(string run, int at, Action<ulong, ulong> give)
    {
        var local = Regex.Match(run[..at], @"[A-Za-z0-9._+%=-]{1,64}\z", RegexOptions.RightToLeft).Value;
        var domain = Regex.Match(run[(at + 1)..], @"\A[A-Za-z0-9._+%=-]{1,128}").Value.TrimEnd('.', '-', '_', '+', '%', '=');
        if (local.Length == 0 || domain.Length == 0)
            return;
        give(Tag(Mix(Fnv(S, string.Concat($"{local}@{domain}".Select(AsciiLower)))), 0x27D4EB2F165667C5), 0);
        var rest = string.Concat(domain.Select(AsciiLower));
        for (var i = 0; i < 5 && rest.Length > 0; i++)
        {
            give(Tag(Mix(Fnv(S, rest)), 0x85EBCA77C2B2AE63), 0);
            if (!rest.Contains('.'))
                break;
            rest = rest[(rest.IndexOf('.') + 1)..];
        }
    }

    // l letter, u unspaced letter, m mark, s symbol, - separator
    private static List<(Rune Rune, char Kind, int At)> Runes(string text)
    {
        var result = new List<(Rune, char, int)>();
        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
                rune = Rune.ReplacementChar;
            var kind = Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => 'm',
                UnicodeCategory.CurrencySymbol or UnicodeCategory.OtherSymbol => 's',
                <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => IsUnspaced(rune.Value) ? 'u' : 'l',
                _ => rune.Value is '?' or '!' ? 's' : '-',
            };
            result.Add((rune, kind, i));
            i += char.IsSurrogate(text[i]) && rune != Rune.ReplacementChar ? 2 : 1;
        }
        return result;
    }

    private static bool IsUnspaced(int c) => c is >= 0xE00 and <= 0xEFF or >= 0x1000 and <= 0x109F or >= 0x1780 and <= 0x17FF or >= 0x3005 and <= 0x3007 or >= 0x3040 and <= 0x30FF
        or >= 0x31F0 and <= 0x31FF or >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0xFF66 and <= 0xFF9F or >= 0x20000 and <= 0x3FFFF;

    private static string Fold(Rune rune)
    {
        var folded = Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune));
        if (folded.Value is >= 0xFF01 and <= 0xFF5E)
            folded = Rune.ToLowerInvariant(new Rune(folded.Value - 0xFEE0));
        return Decompositions.Of(folded);
    }

    private static char AsciiLower(char c) => c is >= 'A' and <= 'Z' ? (char)(c + 32) : c;

    private static ulong Fnv(ulong s, string units) => units.Aggregate(s, (state, unit) => (state ^ unit) * 0x100000001B3);

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    private static ulong Pair(ulong a, ulong b) => Mix((a * 0x9E3779B97F4A7C15) + b);

    private static ulong Tag(ulong key, ulong t) => t == 0 ? key : Mix(key ^ t);

    private int Find(ulong key)
    {
        var bucket = (long)(key >> (64 - _bucketBits));
        var (from, to) = (BitConverter.ToInt32(_file, (int)(_buckets + (4 * bucket))), BitConverter.ToInt32(_file, (int)(_buckets + (4 * bucket) + 4)));
        for (var row = from; row < to; row++)
        {
            if (BitConverter.ToUInt32(_file, (int)_fingerprints + (4 * row)) == (uint)key)
                return row;
        }
        return -1;
    }

    private double Weight(int row, int c)
    {
        var at = (int)(_table + (_stride * row) + 4);
        return _bits switch
        {
            8 => BFloat(row, 0) * (sbyte)_file[at + c],
            16 => BFloat(row, 0) * BitConverter.ToInt16(_file, at + (2 * c)),
            _ => BitConverter.ToSingle(_file, at + (4 * c)),
        };
    }

    private double BFloat(int row, int at) => BitConverter.UInt32BitsToSingle((uint)BitConverter.ToUInt16(_file, (int)(_table + (_stride * row)) + at) << 16);

    private string[] ReadLabels()
    {
        var labels = new string[_classes];
        var start = 0;
        for (var i = 0; i < _classes; i++)
        {
            var end = BitConverter.ToInt32(_file, 64 + (4 * _classes) + (4 * i));
            labels[i] = Encoding.UTF8.GetString(_file, 64 + (8 * _classes) + start, end - start);
            start = end;
        }
        return labels;
    }

    private static long Align(long x) => (x + 63) / 64 * 64;

    private static void Require(bool condition)
    {
        if (!condition)
            throw new InvalidDataException("Not a model file as documented.");
    }
}
