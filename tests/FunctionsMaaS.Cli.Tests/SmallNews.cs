using System.Text.Json;

namespace FunctionsMaaS.Cli.Tests;

/// <summary>
/// Posts on three subjects that share no word, so that what any sound classifier answers is known beforehand. Made here, word by word
/// from a list, in an order that the number alone decides.
/// </summary>
internal static class SmallNews
{
    public const string Space = "sci.space", Hockey = "rec.sport.hockey", Graphics = "comp.graphics";

    public const int TrainPerLabel = 12, TestPerLabel = 4;

    /// <summary>The labels, in the order that models and reports have them.</summary>
    public static readonly string[] Labels = [Graphics, Hockey, Space];

    private static readonly Dictionary<string, string[]> Words = new()
    {
        [Space] = ["orbit", "shuttle", "launch", "rocket", "satellite", "lunar", "astronaut", "payload", "nasa", "telescope", "mars", "booster"],
        [Hockey] = ["goalie", "puck", "rink", "playoff", "skater", "penalty", "referee", "stanley", "overtime", "defenseman", "slapshot", "league"],
        [Graphics] = ["pixel", "raster", "shader", "polygon", "texture", "render", "bitmap", "palette", "viewport", "triangle", "dither", "jpeg"],
    };

    /// <summary>The post of a number: seven words of its subject, others for every number.</summary>
    public static string Text(string label, int number)
    {
        var words = Words[label];
        return string.Join(' ', Enumerable.Range(0, 7).Select(i => words[((number * 5) + (i * (1 + (number % 3)))) % words.Length])) + $" {label[..3]}{number}";
    }

    /// <summary>Writes <c>train/label/n</c> and <c>test/label/n</c>.</summary>
    public static string WriteFolder(string path)
    {
        foreach (var label in Labels)
        {
            for (var n = 0; n < TrainPerLabel + TestPerLabel; n++)
            {
                var folder = Path.Combine(path, n < TrainPerLabel ? "train" : "test", label);
                Directory.CreateDirectory(folder);
                File.WriteAllText(Path.Combine(folder, $"{1000 + n}"), $"Subject: {label}\n\n{Text(label, n)}\n");
            }
        }
        return path;
    }

    /// <summary>Writes JSON Lines.</summary>
    public static string WriteLines(string path, IEnumerable<(string Label, string Text)> rows)
    {
        File.WriteAllLines(path, rows.Select(r => JsonSerializer.Serialize(new { label = r.Label, text = r.Text })));
        return path;
    }

    /// <summary>All posts, without parts.</summary>
    public static IEnumerable<(string Label, string Text)> Rows(int perLabel = TrainPerLabel) =>
        from label in Labels from n in Enumerable.Range(0, perLabel) select (label, Text(label, n));
}
