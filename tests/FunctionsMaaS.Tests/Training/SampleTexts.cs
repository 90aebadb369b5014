using FunctionsMaaS.Data;

namespace FunctionsMaaS.Tests.Training;

/// <summary>Texts about three subjects, drawn from a seed: half of each text is of its subject's words, half of anybody's.</summary>
internal static class SampleTexts
{
    private static readonly string[] Common = "the a of and to in is it that for on with as was at by this from or an be are not have but one all can".Split(' ');

    private static readonly (string Label, string[] Words)[] Subjects =
    [
        ("rec.sport.hockey", "puck goalie ice rink playoffs team score season skate defenseman penalty coach".Split(' ')),
        ("sci.space", "orbit launch shuttle moon rocket satellite nasa mission telescope gravity crew payload".Split(' ')),
        ("talk.food", "bread oven recipe salt garlic butter soup knife dough flavour kitchen spice".Split(' ')),
    ];

    public static Dataset Draw(int documents, int seed = 7, int words = 20)
    {
        var random = new Random(seed);
        var examples = new LabeledText[documents];
        for (var i = 0; i < documents; i++)
        {
            var (label, own) = Subjects[i % Subjects.Length];
            var text = string.Join(' ', Enumerable.Range(0, words).Select(_ => Pick(random.Next(2) == 0 ? own : Common, random)));
            examples[i] = new() { Id = $"{i}", Label = label, Text = $"Subject: {Pick(own, random)}\nFrom: user{random.Next(50)}@host{random.Next(9)}.example.org\n\n{text}.\n" };
        }
        return new("sample", examples);
    }

    public static Dataset Of(params (string Label, string Text)[] examples) =>
        new("few", [.. examples.Select((e, i) => new LabeledText { Id = $"{i}", Label = e.Label, Text = e.Text })]);

    public static Dataset Reordered(Dataset dataset, int seed)
    {
        LabeledText[] examples = [.. dataset.Examples];
        new Random(seed).Shuffle(examples);
        return new(dataset.Name, examples);
    }

    private static string Pick(string[] words, Random random) => words[random.Next(words.Length)];
}
