using System.Text;
using FunctionsMaaS.Data;

namespace FunctionsMaaS.Bench;

/// <summary>
/// Texts of any size over any vocabulary and labels: words drawn by Zipf's law, one in eight from words that the label prefers. What they say
/// is nothing, so they measure cost, never accuracy. The same arguments give the same texts.
/// </summary>
internal sealed class SyntheticTexts
{
    private const string Consonants = "bcdfghjklmnprstvwz", Vowels = "aeiou";
    private const int OwnWordEvery = 8;
    private const int OwnWords = 20;

    private readonly Random _random;
    private readonly string[] _words;
    private readonly double[] _cumulative;

    public SyntheticTexts(int vocabulary, int seed)
    {
        _random = new(seed);
        _words = [.. Enumerable.Range(0, vocabulary).Select(Word)];
        _cumulative = new double[vocabulary];
        var sum = 0.0;
        for (var rank = 0; rank < vocabulary; rank++)
            _cumulative[rank] = sum += 1.0 / (rank + 1);
    }

    /// <summary>A dataset: labels take turns, and each text has about so many characters.</summary>
    public Dataset Dataset(int texts, int labels, int characters) => new("synthetic",
        [.. Enumerable.Range(0, texts).Select(i => new LabeledText { Id = $"{i}", Label = $"label{i % labels}", Text = Text(characters, i % labels) })]);

    /// <summary>A text of exactly so many characters.</summary>
    public string Text(int characters, int label)
    {
        var text = new StringBuilder(characters + 16);
        for (var word = 0; text.Length < characters; word++)
            text.Append(word == 0 ? "" : word % 13 == 0 ? ". " : " ").Append(word % OwnWordEvery == 1 ? _words[OwnWord(label)] : _words[Rank()]);
        return text.ToString(0, characters);
    }

    private int OwnWord(int label) => (int)(((uint)label * 2654435761u + (uint)_random.Next(OwnWords) * 40503u) % (uint)_words.Length);

    private int Rank()
    {
        var at = Array.BinarySearch(_cumulative, _random.NextDouble() * _cumulative[^1]);
        return Math.Min(at < 0 ? ~at : at, _words.Length - 1);
    }

    /// <summary>The word of a number: its syllables are the digits, so no two are alike.</summary>
    private static string Word(int number)
    {
        var word = new StringBuilder();
        for (var rest = number; word.Length == 0 || rest > 0; rest /= Consonants.Length * Vowels.Length)
            word.Append(Consonants[rest % Consonants.Length]).Append(Vowels[rest / Consonants.Length % Vowels.Length]);
        return word.Append(Consonants[number % Consonants.Length]).ToString();
    }
}
