using System.Text;

namespace FunctionsMaaS.Tests.Training.Compact;

/// <summary>Some canonical decompositions, copied by hand from UnicodeData.txt: the letters that tests use.</summary>
internal static class Decompositions
{
    private static readonly Dictionary<int, string> Table = new()
    {
        ['é'] = "e\u0301",
        ['è'] = "e\u0300",
        ['û'] = "u\u0302",
        ['ü'] = "u\u0308",
        ['ö'] = "o\u0308",
        ['ä'] = "a\u0308",
        ['ñ'] = "n\u0303",
        ['å'] = "a\u030A",
        ['ç'] = "c\u0327",
        ['й'] = "и\u0306",
        ['ό'] = "ο\u0301",
        ['ế'] = "e\u0302\u0301",
        ['ǖ'] = "u\u0308\u0304",
        ['š'] = "s\u030C",
        ['İ'] = "I\u0307",
    };

    public static string Of(Rune folded) => Table.GetValueOrDefault(folded.Value, folded.ToString());
}
