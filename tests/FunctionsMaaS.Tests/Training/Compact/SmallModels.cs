using FunctionsMaaS.Data;
using FunctionsMaaS.Training;
using FunctionsMaaS.Training.Compact;

namespace FunctionsMaaS.Tests.Training.Compact;

/// <summary>Small datasets and models made from them.</summary>
internal static class SmallModels
{
    private static readonly string[] Garden = ["roses", "tulips", "soil", "compost", "seeds", "prune", "watering", "greenhouse", "weeds", "hedge"];
    private static readonly string[] Space = ["orbit", "rocket", "launch", "satellite", "moon", "shuttle", "telescope", "comet", "astronaut", "payload"];
    private static readonly string[] Kitchen = ["garlic", "oven", "simmer", "butter", "flour", "recipe", "crème brûlée", "jalapeño", "whisk", "сковорода"];
    private static readonly string[] Filler = ["the", "a", "with", "about", "some", "very", "and", "my", "question?", "please", "today", "again", "25", "1999", "€5"];

    public static readonly Dataset Plain = Make(messages: false);

    public static readonly Dataset Messages = Make(messages: true);

    /// <summary>Texts that exercise every rule of the n-gram reader.</summary>
    public static readonly string[] Texts =
    [
        "", " ", "?", "a", "The moon, the Moon, THE MOON!", "crème brûlée cre\u0300me bru\u0302le\u0301e", "Сковорода и йод и\u0306",
        "月球轨道上的火箭", "ภาษาไทยไม่มีช่องว่าง", "mixed漢字and latin", "ＦＵＬＬ ｗｉｄｔｈ １２３", "ΌΣΟΣ όσος ς σ", "𐐀𐐨 𠮷野家", "\ud800 lone \udc00 surrogates \ud83d",
        "mail me: Jane.Doe@cs.Example.ac.uk or @nobody or x@ or a@b@c.d..", "12 123 1234567 007 12a", "😀 ok 👍🏽 £5 $6 ¢", "a\u0301\u0302\u0303 \u0301 leading mark", "ßſKÅ İi Iı",
        new string('x', 5000), string.Concat(Enumerable.Repeat("ab1é", 40)), "From: Jane <jane@example.org>\nSubject: Re: rocket launch\nOrganization: Moon Ltd,\n  Second Floor\nX-Empty:\n\nThe body? roses@soil.example",
        "Subject: only\r\nfrom: b\r\n\r\nBody\r\nlines\r\n", "\n\nFrom x\nFrom: a\n\nb", "Note: this is\nplain: text", "From: a\nSubject: b", " host!host!user\nFrom: c\n\nd",
    ];

    public static TrainedModel Train(Dataset dataset, string recipe = NbSdcaRecipe.RecipeName, MessageParts strip = MessageParts.None) =>
        Recipe(recipe).Train(dataset, new() { Strip = strip }, null, CancellationToken.None);

    public static IRecipe Recipe(string name) => name == NbSdcaRecipe.RecipeName ? new NbSdcaRecipe() : new ComplementNbRecipe();

    /// <summary>The model in another number of bits.</summary>
    public static byte[] WithBits(TrainedModel model, int bits) => CompactModelCompressor.Compress(model.Payload, new() { Bits = bits }).Payload.ToArray();

    public static CompactModel Open(ReadOnlyMemory<byte> payload) => CompactModelFormat.Open(payload, new());

    private static Dataset Make(bool messages)
    {
        var random = new Random(7);
        string Sentence(string[] topic) => string.Join(' ', Enumerable.Range(0, 12).Select(_ => random.Next(3) == 0 ? Pick(topic) : Pick(Filler)));
        string Pick(string[] words) => words[random.Next(words.Length)];
        string Message(string label, int i, string text) =>
            messages ? $"From: {label}{i % 5}@{label}.example.org\nSubject: Re: {Pick(Filler)} {label}\nDate: {1 + (i % 28)} Apr 1993 12:00:00 GMT\n\n{text}\n> {Pick(Garden)} quoted\n" : text;
        return new(messages ? "messages" : "plain",
            [.. new[] { ("garden", Garden), ("kitchen", Kitchen), ("space", Space) }.SelectMany(topic => Enumerable.Range(0, 40).Select(i =>
                new LabeledText { Label = topic.Item1, Text = Message(topic.Item1, i, Sentence(topic.Item2)) }))]);
    }
}
