using System.Buffers.Binary;
using System.IO.Hashing;
using FunctionsMaaS.Training;
using FunctionsMaaS.Training.Compact;
using Xunit;

namespace FunctionsMaaS.Tests.Training.Compact;

public sealed class CompactModelFormatTests
{
    private static readonly byte[] File = CompactModelCompressor.Compress(SmallModels.Train(SmallModels.Plain).Payload, new() { Fraction = 0.9 }).Payload.ToArray();

    private static readonly CompactModelFormat Format = new();

    [Fact]
    public void It_is_named_as_manifests_name_it() => Assert.Equal(("compact-linear", "model.bin"), (Format.Name, Format.FileName));

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        for (var length = 0; length < File.Length; length++)
            AssertRefused(File[..length]);
    }

    [Fact]
    public void A_file_with_bytes_after_its_end_is_refused() => AssertRefused([.. File, 0]);

    [Fact]
    public void A_file_with_any_bit_turned_is_refused()
    {
        var random = new Random(3);
        for (var i = 0; i < 1500; i++)
        {
            byte[] damaged = [.. File];
            damaged[i < 64 ? i : random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            AssertRefused(damaged);
        }
    }

    [Fact]
    public void A_file_forged_with_a_right_checksum_is_refused_or_gives_probabilities_and_never_takes_more_memory_than_its_size_explains()
    {
        var random = new Random(5);
        var refused = 0;
        for (var i = 0; i < 2000; i++)
        {
            byte[] forged = [.. File];
            for (var changes = random.Next(1, 5); changes > 0; changes--)
                Forge(forged, random);
            Seal(forged);
            var before = GC.GetAllocatedBytesForCurrentThread();
            refused += Scores(forged) ? 0 : 1;
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000 + (8L * forged.Length));
        }
        Assert.InRange(refused, 200, 1800); // both ways out were taken
    }

    [Fact]
    public void A_bucket_that_lies_about_its_rows_finds_nothing()
    {
        byte[] forged = [.. File];
        using var model = SmallModels.Open(File);
        forged.AsSpan((int)model.Layout.Buckets, (int)(model.Layout.Fingerprints - model.Layout.Buckets)).Fill(0x7F);
        Seal(forged);
        using var scorer = new CompactScorer(SmallModels.Open(forged));
        Assert.Equal(model.Biases, scorer.Margins("moon rocket garlic roses").ToArray());
    }

    [Theory]
    [InlineData(8, 2, "format version 2")]
    [InlineData(32, 0, "0 classes")]
    [InlineData(32, -1, "-1 classes")]
    [InlineData(36, int.MaxValue, "n-grams")]
    [InlineData(36, -5, "-5 n-grams")]
    [InlineData(40, int.MaxValue, "bytes of labels")]
    [InlineData(44, 0, "slopes 0")]
    [InlineData(44, 0x7FC00000, "slopes NaN")]
    [InlineData(48, 0x7F800000, "Infinity")]
    [InlineData(60, 0x7FC00000, "knee NaN")]
    public void An_impossible_number_is_refused_by_name(int offset, int value, string expected)
    {
        byte[] forged = [.. File];
        BinaryPrimitives.WriteInt32LittleEndian(forged.AsSpan(offset), value);
        Seal(forged);
        var refusal = Assert.Throws<InvalidDataException>(() => Format.Load(forged, new()));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    public void A_temperature_that_is_none_is_a_bug_of_the_caller(double temperature) =>
        Assert.Throws<ArgumentException>(() => Format.Load(File, new() { Temperature = temperature }));

    private static void Forge(byte[] file, Random random)
    {
        var at = random.Next(2) == 0 ? random.Next(32, 64) : random.Next(file.Length);
        switch (random.Next(3))
        {
            case 0:
                file[at] = (byte)random.Next(256);
                break;
            case 1:
                BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(Math.Min(at & ~3, file.Length - 4)), random.Next(4) switch { 0 => -1, 1 => int.MaxValue, 2 => 0x7FC00000, _ => random.Next() });
                break;
            default:
                file.AsSpan(at, Math.Min(random.Next(64), file.Length - at)).Fill((byte)random.Next(256));
                break;
        }
    }

    private static void Seal(byte[] file)
    {
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(16), file.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(24), XxHash3.HashToUInt64(file.AsSpan(32)));
    }

    private static bool Scores(byte[] forged)
    {
        ITextModel model;
        try
        {
            model = Format.Load(forged, new());
        }
        catch (InvalidDataException)
        {
            return false;
        }
        using var scorer = model.CreateScorer();
        var probabilities = new float[model.Labels.Count];
        foreach (var text in (string[])["", "moon rocket roses garlic the a with question? 25", "From: a@b.c\nSubject: d\n\nmoon"])
        {
            scorer.Score(text, probabilities);
            Assert.All(probabilities, p => Assert.InRange(p, 0, 1));
            Assert.Equal(1, probabilities.Sum(), 1e-4);
        }
        return true;
    }

    private static void AssertRefused(byte[] file) => Assert.Throws<InvalidDataException>(() => Format.Load(file, new()));
}
